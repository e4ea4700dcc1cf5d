import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import { maxFaultyRows, type Finding } from '../../../schemas/collection/finding.ts';
import type { ListedFinding } from '../../kernel/finding-text.ts';
import type { SheetRow, Workbook } from '../../kernel/sheet.ts';
import { EqualReminders, FindingKinds, listOnce } from '../findings/finding-kinds.ts';
import { MergedCells, type SheetPlace } from '../ingest/workbook/merged-cells.ts';
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
import { createUnitWriter } from './create-unit-writer.ts';

export type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };

type StagedFindings = Pick<Staged, 'prefix' | 'findings' | 'findingChunks' | 'headerRow' | 'columns' | 'otherSheets'>;
type StagedLines = Pick<StagingStore, 'readLines'>;

type Order = {
  readonly spec: TemplateSpec;
  /** 0-based; -1 where absent. */
  readonly columns: readonly number[];
  readonly findingsByRow: AsyncIterable<RowFindings>;
  readonly findings: number;
  readonly maxNotes: number;
};

export type FindingList = {
  readonly kinds: readonly FindingKind[];
  readonly rowsHaveFindings: boolean;
  /** Yields errors about the file, errors in rows, then reminders, equal ones as one line. */
  readonly lines: () => AsyncIterable<ListedFinding>;
};

export type AnnotationOrder = Order & {
  readonly text: AnnotationText;
  readonly workbook: Pick<Workbook, 'source' | 'sheets' | 'rows' | 'properties'>;
  readonly sheetName: string;
  /** 1-based; 0 when no header was found. */
  readonly headerRow: number;
  readonly list: () => Promise<FindingList>;
};

/**
 * Rows of one sheet, ascending, below its header; merged cells have got their values. `sheet` is named where there are
 * several.
 */
export type FailedSheet = Pick<Order, 'columns' | 'findingsByRow'> & {
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  readonly sheet?: string;
};

export type FailedRowsOrder = Order &
  FailedSheet & {
    readonly otherSheets?: readonly FailedSheet[];
    readonly maxRows: number;
  };

type AnnotationOptions = {
  readonly staged: StagedFindings;
  readonly content: Pick<DatasetContent, 'fields' | 'key'>;
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
  const { staged, spec, facts, stagingStore } = options;
  const { columns, findings, headerRow, otherSheets = [] } = staged;
  const { sheetName } = facts;
  const common = { findings, maxNotes };
  const failedSheet = (place: SheetPlace): FailedSheet => ({
    columns: place.columns,
    rows: rowsBelow(place, options),
    findingsByRow: groupByRow(staged, stagingStore, place.sheet),
    ...(otherSheets.length > 0 ? { sheet: place.sheet } : {}),
  });
  return {
    all: {
      ...common,
      columns,
      spec,
      text: buildAnnotationText(facts),
      sheetName,
      headerRow,
      workbook: options.workbook,
      findingsByRow: groupByRow(staged, stagingStore, sheetName),
      list: () => listByKind(() => stagedFindings(staged, stagingStore)),
    },
    failed: {
      ...common,
      spec: buildFailedRowsSpec(spec, facts),
      ...failedSheet({ sheet: sheetName, headerRow, columns }),
      otherSheets: otherSheets.map(failedSheet),
      maxRows: maxFaultyRows,
    },
  };
}

/** Reads the findings once for the counts, and again for the errors. */
export async function listByKind(findings: () => AsyncIterable<Finding>): Promise<FindingList> {
  const kinds = new FindingKinds();
  const reminders = new EqualReminders();
  const ofFile: Finding[] = [];
  let rowsHaveFindings = false;
  for await (const finding of findings()) {
    kinds.add(finding);
    if (finding.row !== undefined) rowsHaveFindings = true;
    if (finding.severity === 'warning') reminders.add(finding);
    else if (finding.row === undefined) ofFile.push(finding);
  }
  return {
    kinds: kinds.list(),
    rowsHaveFindings,
    lines: async function* lines() {
      for (const finding of ofFile) yield listOnce(finding);
      for await (const finding of findings())
        if (finding.severity === 'error' && finding.row !== undefined) yield listOnce(finding);
      yield* reminders.list();
    },
  };
}

/** Takes the findings of one sheet; rows of another have the same numbers. */
async function* groupByRow(
  staged: StagedFindings,
  stagingStore: StagedLines,
  sheet: string,
): AsyncGenerator<RowFindings> {
  let current: { row: number; findings: Finding[] } | null = null;
  for await (const finding of stagedFindings(staged, stagingStore)) {
    if (finding.row === undefined || (finding.sheet ?? sheet) !== sheet) continue;
    if (current !== null && current.row === finding.row) current.findings.push(finding);
    else {
      if (current !== null) yield current;
      current = { row: finding.row, findings: [finding] };
    }
  }
  if (current !== null) yield current;
}

/** Merged cells have got their values, and numbers the units of their sheet: what is written has neither. */
async function* rowsBelow(
  place: SheetPlace,
  { workbook, content }: Pick<AnnotationOptions, 'workbook' | 'content'>,
): AsyncGenerator<readonly SheetRow[]> {
  const merged = new MergedCells(await workbook.mergesAhead(place.sheet), place, content);
  const head: SheetRow[] = [];
  let write: ((row: SheetRow) => SheetRow) | null = null;
  for await (const batch of workbook.rows(place.sheet)) {
    if (write === null) head.push(...batch.filter(({ row }) => row <= place.headerRow));
    const rows = batch.filter(({ row }) => row > place.headerRow);
    const [first] = rows;
    if (first === undefined) continue;
    write ??= createUnitWriter(content.fields, place, [...head, first]);
    const counted = rows.map(write);
    yield merged.isEmpty ? counted : counted.map((row) => merged.fill(row));
  }
}
