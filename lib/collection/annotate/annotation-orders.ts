import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import type { SheetRow, Workbook } from '../../kernel/sheet.ts';
import type { StagingStore } from '../ports.ts';
import { findingsKey } from '../staging-keys.ts';
import type { TemplateSpec } from '../template/template-spec.ts';
import {
  annotationText,
  maxFaultyRows,
  maxNotes,
  type AnnotationFacts,
  type AnnotationText,
} from './annotation-text.ts';
import { failedRowsSpec } from './failed-rows-spec.ts';

/** The findings of one row. */
export type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };

type StagedFindings = Pick<Staged, 'prefix' | 'findings' | 'findingChunks' | 'headerRow' | 'columns'>;
type Lines = Pick<StagingStore, 'readLines'>;

/** What both workbooks are made of. */
type Order = {
  readonly spec: TemplateSpec;
  /** For field i its 0-based column in the officer's sheet; -1: absent. */
  readonly columns: readonly number[];
  /** The officer's own rows, from the top; below the header only, where only failed rows are written. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  /** Findings with a row, by row. */
  readonly findingsByRow: AsyncIterable<RowFindings>;
  /** How many findings there are, at the most, and how many cells get a note. */
  readonly findings: number;
  readonly maxNotes: number;
};

export type AnnotationOrder = Order & {
  readonly text: AnnotationText;
  /** The officer's own sheet: its name, and its header's row (0: none was found). */
  readonly sheetName: string;
  readonly headerRow: number;
  /** The same findings once more for the list, those without a row first. */
  readonly list: AsyncIterable<Finding>;
  /** How many faulty rows are listed and marked. */
  readonly maxFaultyRows: number;
};

export type FailedRowsOrder = Order & {
  /** How many rows are written. */
  readonly maxRows: number;
};

/** What the two marked-up workbooks are written from: the officer's own rows, and the findings that were staged for them. */
export function annotationOrders(
  staged: StagedFindings,
  spec: TemplateSpec,
  facts: AnnotationFacts,
  workbook: Workbook,
  stagingStore: Lines,
): { readonly all: AnnotationOrder; readonly failed: FailedRowsOrder } {
  const { columns, findings, headerRow } = staged;
  const { sheetName } = facts;
  const common = { columns, findings, maxNotes };
  return {
    all: {
      ...common,
      spec,
      text: annotationText(facts),
      sheetName,
      headerRow,
      rows: workbook.rows(sheetName),
      findingsByRow: byRow(staged, stagingStore),
      list: listed(staged, stagingStore),
      maxFaultyRows,
    },
    failed: {
      ...common,
      spec: failedRowsSpec(spec, facts),
      rows: below(headerRow, workbook.rows(sheetName)),
      findingsByRow: byRow(staged, stagingStore),
      maxRows: maxFaultyRows,
    },
  };
}

/** The staged findings in the order in which they were found. */
export async function* stagedFindings(
  { prefix, findingChunks }: Pick<Staged, 'prefix' | 'findingChunks'>,
  stagingStore: Lines,
): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= findingChunks; chunk += 1) {
    for await (const line of stagingStore.readLines(findingsKey(prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}

/** Those about the file first, then the rows from the top. */
async function* listed(staged: StagedFindings, stagingStore: Lines): AsyncGenerator<Finding> {
  for await (const finding of stagedFindings(staged, stagingStore)) if (finding.row === undefined) yield finding;
  for await (const finding of stagedFindings(staged, stagingStore)) if (finding.row !== undefined) yield finding;
}

async function* byRow(staged: StagedFindings, stagingStore: Lines): AsyncGenerator<RowFindings> {
  let current: { row: number; findings: Finding[] } | null = null;
  for await (const finding of stagedFindings(staged, stagingStore)) {
    if (finding.row === undefined) continue;
    if (current !== null && current.row === finding.row) current.findings.push(finding);
    else {
      if (current !== null) yield current;
      current = { row: finding.row, findings: [finding] };
    }
  }
  if (current !== null) yield current;
}

async function* below(
  headerRow: number,
  rows: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of rows) yield batch.filter(({ row }) => row > headerRow);
}
