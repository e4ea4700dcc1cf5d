import { keyedHash } from '../../adapters/keyed-hash.ts';
import type { IngestExcelPorts } from '../../collection/ingest/ingest-excel.ts';
import { RowIndex } from '../../records/row-index.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';
import { rawWorkbooks } from './raw-workbooks.ts';
import { stagingPorts } from './staging.ts';

export function ingestExcelPorts(): IngestExcelPorts {
  const { stagingStore } = stagingPorts();
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    ...rawWorkbooks(),
    stagingStore,
    hash: keyedHash(setting('SUBJECT_KEY')),
    openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stagingStore.readIndex(index)),
  };
}
