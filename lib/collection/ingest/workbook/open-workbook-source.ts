import type { DatasetVersion, DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases, type FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Facts } from '../../../kernel/fill-phrase.ts';
import type { Workbook, SheetRow, SheetState } from '../../../kernel/sheet.ts';
import { headerSearchRows, type ColumnFault, findHeader, type Header } from '../../check/match-header.ts';
import { isBlankRow, isHintRow } from '../../check/skipped-rows.ts';
import { buildMarks, marksSheet, type Marks, readMarks } from '../../template/marks.ts';
import { type PublishedVersions, templateFit } from '../published-versions.ts';
import type { RowSource } from '../rows/row-source.ts';
import { lateFindings, fileFinding } from './file-findings.ts';

/** Opens a workbook as rows. Throws what its reader throws; reading the rows does too. */
export async function openWorkbookSource(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<{ readonly fits: true; readonly source: RowSource } | UnfitWorkbook> {
  const data = await openDataSheet(workbook, versions, nameOf);
  if (!data.fits) return data;
  const { sheet, headerRow, columns, findings } = data;
  return {
    fits: true,
    source: {
      sheet,
      headerRow,
      columns,
      findings,
      rows: workbook.rows(sheet),
      isData: (row) => row.row > headerRow && !isBlankRow(row.cells, columns) && !isHintRow(row, headerRow),
      // Merged ranges are known only after the last row.
      lateFindings: (rowCounts) => lateFindings(workbook.merges(sheet), data, versions.newest.content, rowCounts),
    },
  };
}

/** `headerRow` is 1-based; `columns` are 0-based, -1 for none. */
export type DataSheet = {
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly number[];
  readonly findings: readonly Finding[];
};

/** `place` tells how far sheet and header were found. */
export type UnfitWorkbook = {
  readonly fits: false;
  readonly reason: 'columns-differ';
  readonly findings: readonly Finding[];
  readonly place: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: readonly number[] };
};

/** Looks up the dataset whose template was taken by mistake. */
export type NameOfDataset = (dataset: string) => Promise<string>;

const platformSheets: ReadonlySet<string> = new Set(['填写说明', '问题清单', '_codes', marksSheet]);
const maxSheetsSearched = 50;

/** Searches at most 50 sheets. Older compatible templates may lack new fields. */
async function openDataSheet(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<(DataSheet & { readonly fits: true }) | UnfitWorkbook> {
  const { newest } = versions;
  const marks = await checkMarks(workbook, versions, nameOf);
  if (hasError(marks.findings)) return unfit(marks.findings);

  const chosen = chooseSheet(await readCandidates(workbook), newest.content, {
    optionalKeys: new Set(marks.newFields),
  });
  if (!('header' in chosen)) return unfit([...marks.findings, ...toFindings(chosen.faults, newest)]);

  const { sheet, header } = chosen;
  const place = { sheet, headerRow: header.headerRow, columns: header.columns };
  const findings = [
    ...marks.findings,
    ...toFindings(chosen.faults, newest, sheet),
    ...toFindings(header.faults, newest, sheet),
  ];
  return hasError(findings) ? unfit(findings, place) : { fits: true, ...place, findings };
}

function unfit(findings: readonly Finding[], place: UnfitWorkbook['place'] = {}): UnfitWorkbook {
  return { fits: false, reason: 'columns-differ', findings, place };
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

async function readCandidates(workbook: Workbook): Promise<SheetCandidate[]> {
  const candidates: SheetCandidate[] = [];
  for (const { name, state } of workbook.sheets.slice(0, maxSheetsSearched)) {
    if (!platformSheets.has(name))
      candidates.push({ name, state, rows: await firstRows(workbook, name, headerSearchRows) });
  }
  return candidates;
}

function toFindings(faults: readonly ColumnFault[], { content }: DatasetVersion, sheet?: string): Finding[] {
  return faults.map(({ code, facts, column, field: position }) => {
    const letters = column === undefined ? undefined : columnLetters(column);
    const field = position === undefined ? undefined : content.fields[position];
    return fileFinding(code, definedOnly({ sheet, column: letters, field }), facts);
  });
}

type CheckedMarks = { readonly findings: readonly Finding[]; readonly newFields: readonly string[] };

async function checkMarks(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<CheckedMarks> {
  const { newest } = versions;
  const marks = await readWorkbookMarks(workbook);
  if (marks === null) return { findings: [], newFields: [] };
  if (marks === 'altered') return { findings: [fileFinding('template-altered', {})], newFields: [] };
  if (marks.dataset === newest.dataset) return checkTemplateVersion(marks, versions);
  const facts = { otherDataset: await nameOf(marks.dataset), dataset: newest.content.metadata.name };
  return { findings: [fileFinding('other-dataset-template', {}, facts)], newFields: [] };
}

function checkTemplateVersion(marks: Marks, { all, newest }: PublishedVersions): CheckedMarks {
  const fit = templateFit(all, marks.version);
  if (!fit.fits) {
    const facts = { templateVersion: marks.version, version: newest.version };
    return { findings: [fileFinding('template-version-incompatible', {}, facts)], newFields: [] };
  }
  const made = all.find(({ version }) => version === marks.version);
  const altered = made === undefined || buildMarks(made).check !== marks.check;
  return { findings: altered ? [fileFinding('template-altered', {})] : [], newFields: fit.newFields };
}

/** `null` when there are no marks, `altered` when they were edited. */
export async function readWorkbookMarks(workbook: Workbook): Promise<Marks | 'altered' | null> {
  const hidden = workbook.sheets.some(({ name }) => name === marksSheet)
    ? await firstRows(workbook, marksSheet, 3)
    : [];
  return readMarks(
    workbook.properties,
    hidden.map(({ cells }) => cells),
  );
}

async function firstRows(workbook: Workbook, sheet: string, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}

export type SheetCandidate = { readonly name: string; readonly state: SheetState; readonly rows: readonly SheetRow[] };

export type ChosenSheet = { readonly sheet: string; readonly header: Header; readonly faults: readonly ColumnFault[] };

function fault(code: FindingCode, facts: Facts): ColumnFault {
  return { code, severity: findingPhrases[code].severity, facts };
}

/**
 * Chooses the sheet with the dataset's rows; `candidates` are in the order of the tabs:
 *
 *   1. `named`, the sheet that the template's marks name, if it has a header
 *   2. the visible sheet with the most fields; the first of equals
 *   3. a hidden sheet, with the warning `hidden-sheet-read`
 *
 * Other visible sheets with as many fields get the warning `other-sheet-left-out`.
 */
export function chooseSheet(
  candidates: readonly SheetCandidate[],
  content: DatasetContent,
  options: { readonly named?: string; readonly optionalKeys?: ReadonlySet<string> } = {},
): ChosenSheet | { readonly faults: readonly ColumnFault[] } {
  const dataset = content.metadata.name;
  const matches = candidates.flatMap(({ name, state, rows }) => {
    const header = findHeader(rows, content, options.optionalKeys);
    if (header === null) return [];
    const matched = header.columns.filter((column) => column >= 0).length;
    return [
      { name, header, matched, visible: state === 'visible', filled: rows.some(({ row }) => row > header.headerRow) },
    ];
  });
  const ranked = matches.toSorted(
    (a, b) =>
      Number(b.name === options.named) - Number(a.name === options.named) ||
      Number(b.visible) - Number(a.visible) ||
      b.matched - a.matched ||
      Number(b.filled) - Number(a.filled),
  );
  const best = ranked[0];
  if (best === undefined) return { faults: [explainNoSheet(candidates, dataset)] };
  const others = ranked.filter(
    (other) => other !== best && other.visible && other.filled && other.matched >= best.matched,
  );
  return {
    sheet: best.name,
    header: best.header,
    faults: [
      ...(best.visible ? [] : [fault('hidden-sheet-read', { dataset, sheet: best.name })]),
      ...others.map((other) => fault('other-sheet-left-out', { otherSheet: other.name, dataset, sheet: best.name })),
    ],
  };
}

function explainNoSheet(candidates: readonly SheetCandidate[], dataset: string): ColumnFault {
  const [sheet, ...others] = candidates.filter(({ state }) => state === 'visible');
  return sheet === undefined || others.length > 0
    ? fault('no-data-sheet', { dataset })
    : fault('header-row-not-found', { sheet: sheet.name, limit: headerSearchRows, dataset });
}
