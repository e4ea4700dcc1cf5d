import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { maxFaultyRows, type Finding } from '../../../schemas/collection/finding.ts';
import type { SheetRow, Workbook } from '../../kernel/sheet.ts';
import type { StagingStore } from '../ports.ts';
import { stagedFindings } from '../staging.ts';
import type { TemplateSpec } from '../template/template-spec.ts';
import {
  type AnnotationFacts,
  type AnnotationText,
  buildAnnotationText,
  maxNotes,
  buildFailedRowsSpec,
} from './annotation-text.ts';

export type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };

type StagedFindings = Pick<Staged, 'prefix' | 'findings' | 'findingChunks' | 'headerRow' | 'columns'>;
type StagedLines = Pick<StagingStore, 'readLines'>;

type Order = {
  readonly spec: TemplateSpec;
  /** 0-based; -1 where absent. */
  readonly columns: readonly number[];
  /** Ascending; for rejected rows, only those below the header. */
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  readonly findingsByRow: AsyncIterable<RowFindings>;
  readonly findings: number;
  readonly maxNotes: number;
};

export type AnnotationOrder = Order & {
  readonly text: AnnotationText;
  readonly sheetName: string;
  /** 1-based; 0 when no header was found. */
  readonly headerRow: number;
  /** Yields findings without a row first. */
  readonly list: AsyncIterable<Finding>;
  readonly maxFaultyRows: number;
};

export type FailedRowsOrder = Order & {
  readonly maxRows: number;
};

type AnnotationOptions = {
  readonly staged: StagedFindings;
  readonly spec: TemplateSpec;
  readonly facts: AnnotationFacts;
  readonly workbook: Workbook;
  readonly stagingStore: StagedLines;
};

/** Combines the officer's rows with the staged findings. */
export function buildAnnotationOrders(options: AnnotationOptions): {
  readonly all: AnnotationOrder;
  readonly failed: FailedRowsOrder;
} {
  const { staged, spec, facts, workbook, stagingStore } = options;
  const { columns, findings, headerRow } = staged;
  const { sheetName } = facts;
  const common = { columns, findings, maxNotes };
  return {
    all: {
      ...common,
      spec,
      text: buildAnnotationText(facts),
      sheetName,
      headerRow,
      rows: workbook.rows(sheetName),
      findingsByRow: groupByRow(staged, stagingStore),
      list: listFindings(staged, stagingStore),
      maxFaultyRows,
    },
    failed: {
      ...common,
      spec: buildFailedRowsSpec(spec, facts),
      rows: rowsBelow(headerRow, workbook.rows(sheetName)),
      findingsByRow: groupByRow(staged, stagingStore),
      maxRows: maxFaultyRows,
    },
  };
}

async function* listFindings(staged: StagedFindings, stagingStore: StagedLines): AsyncGenerator<Finding> {
  for await (const finding of stagedFindings(staged, stagingStore)) if (finding.row === undefined) yield finding;
  for await (const finding of stagedFindings(staged, stagingStore)) if (finding.row !== undefined) yield finding;
}

async function* groupByRow(staged: StagedFindings, stagingStore: StagedLines): AsyncGenerator<RowFindings> {
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

async function* rowsBelow(
  headerRow: number,
  rows: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of rows) yield batch.filter(({ row }) => row > headerRow);
}
