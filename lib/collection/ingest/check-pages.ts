import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import { isBlankRow } from '../check/is-blank-row.ts';
import type { CataloguePorts, RowComparison } from '../ports.ts';
import { compareRows, type CompareOptions, type Comparison, type PullOptions } from './compare-rows.ts';
import type { Checked } from './conclude-ingest.ts';
import { mapColumns, rowsOfPages, type ReadPage } from './rows-of-pages.ts';

export type CheckPagesOptions = Pick<
  CompareOptions,
  'today' | 'hash' | 'partRows' | 'writePart' | 'writeFindings' | 'assertLease'
> &
  Pick<CataloguePorts, 'codeLists'> &
  Omit<PullOptions, 'reconcile'> & {
    readonly delivery: Pick<DeliveryRecord, 'dataset' | 'mode' | 'purpose'>;
    readonly version: DatasetVersion;
    readonly manifest: PullManifest;
    readonly readPage: ReadPage;
    readonly openIndex: () => Promise<RowComparison>;
  };

/** Reads the pages of a pull through, as `checkWorkbook` does a workbook: the same checks, the same comparison, the same parts. */
export async function checkPages(order: CheckPagesOptions): Promise<Checked & { readonly comparison: Comparison }> {
  const { delivery, version, manifest } = order;
  const { content } = version;
  const fields = content.fields.map(({ key }) => key);
  const columns = mapColumns(manifest.reading, fields);
  const index = await order.openIndex();
  const comparison = await compareRows({
    dataset: delivery.dataset,
    content,
    codeLists: await order.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? [])),
    today: order.today,
    mode: delivery.mode,
    source: {
      columns,
      rows: rowsOfPages(manifest, fields, order.readPage),
      isData: (row) => !isBlankRow(row.cells, columns),
    },
    index,
    hash: order.hash,
    partRows: order.partRows,
    writePart: order.writePart,
    writeFindings: order.writeFindings,
    fileFindings: [],
    assertLease: order.assertLease,
    pull: {
      pendingKeys: order.pendingKeys,
      writeRejected: order.writeRejected,
      reconcile: delivery.purpose === 'reconcile',
    },
  });
  const findings = await comparison.end([]);
  const staged = {
    ...findings,
    parts: comparison.parts,
    truncated: comparison.truncated(),
    faultyRows: comparison.faultyRows,
    headerRow: 0,
    columns: [...columns],
    absentFields: fields.filter((_, i) => (columns[i] ?? -1) < 0),
    rejectedChunks: comparison.rejectedChunks,
    resolved: comparison.resolved.length,
  };
  // Only where a record must come once does it count that it came twice.
  return { index, comparison: manifest.rowsOnce ? comparison : { ...comparison, repeated: 0 }, staged };
}
