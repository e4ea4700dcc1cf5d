import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { recordVersionRepository } from '../../adapters/records/record-version-repository.ts';
import { setting } from '../setting.ts';

/** The table of record versions. */
export function recordVersions(): { readonly records: ReturnType<typeof recordVersionRepository> } {
  return { records: recordVersionRepository(documentClient(), setting('RECORDS_TABLE')) };
}
