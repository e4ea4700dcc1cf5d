import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { CataloguePorts, RowComparison } from '../ports.ts';
import { compareRows, type CompareContext, type Comparison } from './rows/compare-rows.ts';
import type { RowSource } from './rows/row-source.ts';

export type IngestContext = Omit<CompareContext, 'dataset' | 'content' | 'codeLists' | 'index'> &
  Pick<CataloguePorts, 'codeLists'> & {
    /** The version that the rows are checked against. */
    readonly version: DatasetVersion;
    /** Opens the index of the stored records. */
    readonly openIndex: () => Promise<RowComparison>;
  };

/** What was staged, without what only a delivery has. */
export type StagedRows = Omit<Staged, 'prefix' | 'records' | 'index'>;

export type Ingested = {
  readonly index: RowComparison;
  readonly comparison: Comparison;
  readonly staged: StagedRows;
};

/**
 * Checks a source's rows, compares them with the index and writes what changes: the same for a workbook, a pull,
 * and a check offline. Throws what the source, a writer or `assertLease` throws.
 */
export async function ingest(source: RowSource, context: IngestContext): Promise<Ingested> {
  const { dataset, content } = context.version;
  const codeLists = await context.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? []));
  const index = await context.openIndex();
  const comparison = await compareRows(source, { ...context, dataset, content, codeLists, index });
  const { parts, findings, findingChunks, faultyRows, truncated, pull } = comparison;
  const staged = {
    parts,
    findings,
    findingChunks,
    faultyRows,
    truncated,
    headerRow: source.headerRow,
    columns: [...source.columns],
    absentFields: content.fields.flatMap(({ key }, i) => ((source.columns[i] ?? -1) < 0 ? [key] : [])),
    ...definedOnly({ sheet: source.sheet, rejectedChunks: pull?.rejectedChunks, resolved: pull?.resolved.length }),
  };
  return { index, comparison, staged };
}
