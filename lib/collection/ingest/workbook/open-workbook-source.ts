import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { SheetRow, Workbook } from '../../../kernel/sheet.ts';
import { type ColumnFault, headerSearchRows } from '../../check/match-header.ts';
import { buildMarks, marksSheet, type Marks, readMarks } from '../../template/marks.ts';
import { type PublishedVersions, templateFit } from '../published-versions.ts';
import type { RowSource } from '../rows/row-source.ts';
import { chooseSheets, type SheetCandidate } from './choose-sheets.ts';
import { fileFinding } from './file-findings.ts';
import type { DataSheet } from './sheet-rows.ts';
import { sheetsSource } from './sheets-source.ts';

/** Opens a workbook as rows. Throws what its reader throws; reading the rows does too. */
export async function openWorkbookSource(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<{ readonly fits: true; readonly source: RowSource } | UnfitWorkbook> {
  const data = await openDataSheets(workbook, versions, nameOf);
  if (!data.fits) return data;
  const { first, others, findings } = data;
  return {
    fits: true,
    source: { ...sheetsSource(workbook, [first, ...others], versions.newest.content), findings },
  };
}

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
const maxSheetsSearched = 500;

/** Refuses more than 500 sheets: what is not looked at might be data. Older compatible templates may lack new fields. */
async function openDataSheets(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<
  | {
      readonly fits: true;
      readonly first: DataSheet;
      readonly others: readonly DataSheet[];
      readonly findings: readonly Finding[];
    }
  | UnfitWorkbook
> {
  const { newest } = versions;
  const marks = await checkMarks(workbook, versions, nameOf);
  if (hasError(marks.findings)) return unfit(marks.findings);
  const count = workbook.sheets.length;
  if (count > maxSheetsSearched)
    return unfit([...marks.findings, fileFinding('too-many-sheets', {}, { count, limit: maxSheetsSearched })]);

  const chosen = chooseSheets(await readCandidates(workbook), newest.content, new Set(marks.newFields));
  const [first, ...others] = chosen.sheets;
  if (first === undefined) return unfit([...marks.findings, ...toFindings(chosen.faults, newest)]);

  const findings = [
    ...marks.findings,
    ...toFindings(chosen.faults, newest, first.sheet),
    ...chosen.sheets.flatMap(({ sheet, faults }) => toFindings(faults, newest, sheet)),
  ];
  return hasError(findings) ? unfit(findings, first) : { fits: true, first, others, findings };
}

function unfit(findings: readonly Finding[], at?: DataSheet): UnfitWorkbook {
  const place = at === undefined ? {} : { sheet: at.sheet, headerRow: at.headerRow, columns: at.columns };
  return { fits: false, reason: 'columns-differ', findings, place };
}

function hasError(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

async function readCandidates(workbook: Workbook): Promise<SheetCandidate[]> {
  const candidates: SheetCandidate[] = [];
  for (const { name, state } of workbook.sheets) {
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
