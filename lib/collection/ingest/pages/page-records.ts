import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { findingSeverities } from '../../../../schemas/collection/finding-severities.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { PageReading } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { nonDataNames } from '../../check/non-data-names.ts';
import type { NonDataKind } from '../../check/row-kinds.ts';
import { isBlankRow } from '../../check/skipped-rows.ts';
import { TableRowKinds } from '../../check/table-row-kinds.ts';
import type { InputRow } from '../rows/row-source.ts';

/** A sentence names so many rows of each kind. */
const maxNamed = 12;

/** `blank`: nothing in the registered fields, as where a record holds other ones. */
type SkippedKind = NonDataKind | 'blank';
const kindNames: Readonly<Record<SkippedKind, string>> = { ...nonDataNames, blank: '登记的信息项全为空' };

type Skipped = { count: number; readonly named: { readonly page: number; readonly row: number }[] };

/** Tells the records of a pull's pages, and remembers what else there was. Rows come newest first. */
export class PageRecords {
  readonly #columns: readonly number[];
  readonly #kinds: TableRowKinds;
  readonly #skipped = new Map<SkippedKind, Skipped>();

  constructor({ fields }: DatasetContent, columns: readonly number[], reading: PageReading) {
    this.#columns = columns;
    this.#kinds = new TableRowKinds(fields, columns, reading);
  }

  /** Forgets an earlier reading of the same pages. */
  restart(): void {
    this.#skipped.clear();
  }

  /** Call it once for each row. A row that the source marks as deleted is none of these. */
  isData({ cells, page = 1, row, removed }: InputRow): boolean {
    const kind = this.#kindOf(cells, removed === true);
    if (kind === null) return true;
    const skipped = this.#skipped.get(kind) ?? { count: 0, named: [] };
    this.#skipped.set(kind, skipped);
    skipped.count += 1;
    skipped.named.unshift({ page, row });
    if (skipped.named.length > maxNamed) skipped.named.pop();
    return false;
  }

  #kindOf(cells: InputRow['cells'], removed: boolean): SkippedKind | null {
    if (isBlankRow(cells, this.#columns)) return 'blank';
    return removed ? null : this.#kinds.kindOf(cells);
  }

  /** Names the rows that are no records, by kind; `null` where there are none. */
  skippedRows(): string | null {
    if (this.#skipped.size === 0) return null;
    return [...this.#skipped].map(([kind, skipped]) => `${nameRows(skipped)}（${kindNames[kind]}）`).join('、');
  }

  /** One sentence for all rows that are no records. */
  findings(): readonly Finding[] {
    const rows = this.skippedRows();
    if (rows === null) return [];
    const severity = findingSeverities['rows-not-data'];
    const { detail } = findingPhrases['rows-not-data'];
    const facts = { place: '读取到的数据中', rows, again: '提供' };
    return [{ code: 'rows-not-data', severity, detail: fillPhrase(detail, facts) }];
  }
}

function nameRows({ count, named }: Skipped): string {
  const places = named.map(({ page, row }) => `第 ${page} 页第 ${row} 行`).join('、');
  return count > named.length ? `${places}等 ${count} 行` : places;
}
