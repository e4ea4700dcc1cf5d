import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { pullStore } from '../../adapters/object-store/pull-store.ts';
import { rejectedRowRepository } from '../../adapters/sources/rejected-row-repository.ts';
import type { IngestExcelPorts } from '../../collection/ingest/ingest-excel.ts';
import type { IngestPagesPorts } from '../../collection/ingest/ingest-pages.ts';
import type { IngestPorts } from '../../collection/ingest/ingest.ts';
import { RowIndex } from '../../records/row-index.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';
import { collectionBasics, type CollectionBasics } from './basics.ts';
import { createPageReader } from './page-reader.ts';
import { rawWorkbooks } from './raw-workbooks.ts';
import { stagingPorts } from './staging.ts';

async function ingestPorts(): Promise<CollectionBasics & IngestPorts> {
  const { stagingStore } = stagingPorts();
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    stagingStore,
    hash: await subjectHash(),
    openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stagingStore.readIndex(index)),
  };
}

/** Opens uploads in RAW_BUCKET, staging in WORK_BUCKET and the collection queues; reads the subject key. */
export async function ingestExcelPorts(): Promise<IngestExcelPorts> {
  return { ...(await ingestPorts()), ...rawWorkbooks() };
}

/** Opens pulls in RAW_BUCKET, staging in WORK_BUCKET and REJECTED_ROWS_TABLE; reads the subject key. */
export async function ingestPagesPorts(): Promise<IngestPagesPorts> {
  const pulls = pullStore(objectClient(), setting('RAW_BUCKET'));
  const rejectedRows = rejectedRowRepository(documentClient(), setting('REJECTED_ROWS_TABLE'));
  return {
    ...(await ingestPorts()),
    openManifest: pulls.readManifest,
    readPage: createPageReader(pulls),
    pendingRejectedRowIds: (dataset, channel) => rejectedRows.pendingIds({ dataset, channel }),
  };
}
