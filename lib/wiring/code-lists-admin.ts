import { codeListRepository } from '../adapters/catalogue/code-list-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { CodeListAdminPorts } from '../catalogue/ports.ts';
import { logChanges } from './admin/record-change.ts';
import { setting } from './setting.ts';

/** Opens code lists in CATALOGUE_TABLE, and CHANGES_TABLE; caches nothing. */
export function codeListAdminPorts(): CodeListAdminPorts {
  return { ...codeListRepository(documentClient(), setting('CATALOGUE_TABLE')), recordChange: logChanges() };
}
