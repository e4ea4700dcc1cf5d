import { keyedHash } from '../../adapters/keyed-hash.ts';
import type { IngestExcelPorts } from '../../collection/ingest/ingest-excel.ts';
import { RowIndex } from '../../records/row-index.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { setting } from '../setting.ts';
import { collectionBasics } from './basics.ts';
import { rawWorkbooks } from './raw-workbooks.ts';
import { staging } from './staging.ts';

export function ingestExcelPorts(): IngestExcelPorts {
  const { stage } = staging();
  return {
    ...collectionBasics(),
    ...publishedCatalogue(),
    ...rawWorkbooks(),
    stage,
    hash: keyedHash(setting('SUBJECT_KEY')),
    openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stage.readIndex(index)),
  };
}
