import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { stagingStore } from '../../adapters/object-store/staging-store.ts';
import { grantFileRepository } from '../../adapters/sharing/grant-file-repository.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import type { FilePorts, PublishedRecords } from '../../sharing/files/ports.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { objectClient } from '../object-client.ts';
import { openDatasetStates, openRecordVersions } from '../records.ts';
import { setting } from '../setting.ts';
import { publishedRecords } from './record-access.ts';

/** Grants and versions without a cache: of a whole dataset's file, a revocation takes effect at once. */
export const uncachedReads = () => ({
  grant: grantRepository(documentClient(), setting('SHARING_TABLE')).grant,
  publishedVersions: publishedCatalogue().publishedVersions,
});

/** Opens SHARING_TABLE. */
export function filePorts(): FilePorts {
  return { fileRepository: grantFileRepository(documentClient(), setting('SHARING_TABLE')), now };
}

/** Opens dataset states, records, and indexes in WORK_BUCKET. */
export function openPublishedRecords(): PublishedRecords {
  return publishedRecords({
    datasetStates: openDatasetStates(),
    versions: openRecordVersions(),
    indexFile: stagingStore(objectClient(), setting('WORK_BUCKET')),
  });
}
