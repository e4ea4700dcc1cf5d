import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { recordTable } from '../../adapters/records/record-version-repository.ts';
import { setting } from '../setting.ts';

/** The table of record versions. */
export function recordVersions(): { readonly records: ReturnType<typeof recordTable> } {
  return { records: recordTable(documentClient(), setting('RECORDS_TABLE')) };
}
