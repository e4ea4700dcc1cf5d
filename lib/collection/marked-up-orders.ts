import { Finding } from '../../schemas/collection/finding.ts';
import type { Staged } from '../../schemas/collection/kept-delivery.ts';
import type { SheetRow, Workbook } from '../kernel/sheet.ts';
import type { Stage } from './ports.ts';
import { mostFaultyRows } from './take-in/compare-rows.ts';
import { findingsKey } from './take-in/staged-keys.ts';
import type { MarkedUpText } from './template/marked-up-text.ts';
import type { TemplateSpec } from './template/template-spec.ts';

type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };
type StagedFindings = Pick<Staged, 'prefix' | 'findings' | 'findingChunks' | 'headerRow' | 'columns'>;
type Lines = Pick<Stage, 'readLines'>;

export type MarkedUpOrder = {
  readonly spec: TemplateSpec;
  readonly text: MarkedUpText;
  readonly sheetName: string;
  readonly headerRow: number;
  readonly columns: readonly number[];
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  readonly findingsByRow: AsyncIterable<RowFindings>;
  readonly list: AsyncIterable<Finding>;
  readonly findings: number;
  readonly mostFaultyRows: number;
  readonly mostNotes: number;
};

export type FailedRowsOrder = Pick<MarkedUpOrder, 'spec' | 'columns' | 'rows' | 'findingsByRow' | 'findings' | 'mostNotes'> & { readonly mostRows: number };

/** Cells that get a note at the most: Excel slows down beyond some ten thousand. */
const mostNotes = 20_000;

/** What the two marked-up workbooks are written from: the officer's own rows, and the findings that were staged for them. */
export function markedUpOrders(staged: StagedFindings, sheetName: string, words: Pick<MarkedUpOrder, 'spec' | 'text'>, workbook: Workbook, stage: Lines): { readonly all: MarkedUpOrder; readonly failed: FailedRowsOrder } {
  const { spec, text } = words;
  const { columns, findings, headerRow } = staged;
  const common = { spec, columns, findings, mostNotes };
  return {
    all: { ...common, text, sheetName, headerRow, rows: workbook.rows(sheetName), findingsByRow: byRow(staged, stage), list: listed(staged, stage), mostFaultyRows },
    failed: { ...common, rows: below(headerRow, workbook.rows(sheetName)), findingsByRow: byRow(staged, stage), mostRows: mostFaultyRows },
  };
}

/** The staged findings in the order in which they were found. */
export async function* stagedFindings({ prefix, findingChunks }: Pick<Staged, 'prefix' | 'findingChunks'>, stage: Lines): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= findingChunks; chunk += 1) {
    for await (const line of stage.readLines(findingsKey(prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}

/** Those about the file first, then the rows from the top. */
async function* listed(staged: StagedFindings, stage: Lines): AsyncGenerator<Finding> {
  for await (const finding of stagedFindings(staged, stage)) if (finding.row === undefined) yield finding;
  for await (const finding of stagedFindings(staged, stage)) if (finding.row !== undefined) yield finding;
}

async function* byRow(staged: StagedFindings, stage: Lines): AsyncGenerator<RowFindings> {
  let current: { row: number; findings: Finding[] } | null = null;
  for await (const finding of stagedFindings(staged, stage)) {
    if (finding.row === undefined) continue;
    if (current !== null && current.row === finding.row) current.findings.push(finding);
    else {
      if (current !== null) yield current;
      current = { row: finding.row, findings: [finding] };
    }
  }
  if (current !== null) yield current;
}

async function* below(headerRow: number, rows: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of rows) yield batch.filter(({ row }) => row > headerRow);
}
