import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { limitsRepository } from '../../adapters/sharing/limits-repository.ts';
import type { LimitsPorts } from '../../sharing/limits/keep-limits.ts';
import { logChanges } from '../admin/record-change.ts';
import { now } from '../clock.ts';
import { setting } from '../setting.ts';

/** Opens PAPERS_TABLE and CHANGES_TABLE; caches nothing. */
export function limitsPorts(): LimitsPorts {
  return { ...limitsRepository(documentClient(), setting('PAPERS_TABLE')), now, recordChange: logChanges() };
}
