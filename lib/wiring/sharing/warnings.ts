import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { limitsRepository } from '../../adapters/sharing/limits-repository.ts';
import { readLimits } from '../../sharing/limits/keep-limits.ts';
import type { WarnOfEndsPorts } from '../../sharing/warnings/warn-of-ends.ts';
import { now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { setting } from '../setting.ts';

/** Opens SHARING_TABLE, EVENTS_TABLE and the limits in PAPERS_TABLE. */
export function warnOfEndsPorts(): WarnOfEndsPorts {
  const client = documentClient();
  return {
    ...applicationRepository(client, sharingTables()),
    limits: async () => await readLimits({}, limitsRepository(client, setting('PAPERS_TABLE'))),
    now,
  };
}
