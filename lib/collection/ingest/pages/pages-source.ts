import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { PullOptions, RowSource } from '../rows/row-source.ts';
import { PageRecords } from './page-records.ts';
import { mapColumns, rowsOfPages, type ReadPage } from './rows-of-pages.ts';

export type PagesOptions = Pick<PullOptions, 'pendingKeys' | 'reconcile'> & {
  readonly manifest: PullManifest;
  readonly readPage: ReadPage;
};

/** Reads the pages of a pull as rows, newest row first. */
export function pagesSource(
  { content }: DatasetVersion,
  { manifest, readPage, pendingKeys, reconcile }: PagesOptions,
): RowSource {
  const fields = content.fields.map(({ key }) => key);
  const columns = mapColumns(manifest.reading, fields);
  const records = new PageRecords(content, columns, manifest.reading);
  return {
    headerRow: 0,
    columns,
    rows: () => {
      records.restart();
      return rowsOfPages(manifest, fields, readPage);
    },
    isData: (row) => records.isData(row),
    findings: [],
    lateFindings: () => records.findings(),
    pull: { pendingKeys, reconcile, rowsOnce: manifest.rowsOnce, events: manifest.events === true },
  };
}
