import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import { chooseSheet, type SheetCandidate } from '../check/choose-sheet.ts';
import { headerSearchRows, type ColumnFault } from '../check/match-header.ts';
import { buildMarks, marksSheet } from '../template/marks.ts';
import { fileFinding } from './file-finding.ts';
import { firstRows } from './first-rows.ts';
import { readWorkbookMarks } from './read-workbook-marks.ts';
import { templateFit } from './template-fit.ts';

export type DataSheet = {
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: readonly number[];
  readonly findings: readonly Finding[];
};

/** The sheet could not be taken as the dataset's; `place` is as far as it was found. */
export type NoDataSheet = {
  readonly refused: 'columns-differ';
  readonly findings: readonly Finding[];
  readonly place: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: readonly number[] };
};

/** Sheets that the platform itself puts beside the data. */
const besideTheData: ReadonlySet<string> = new Set(['填写说明', '问题清单', '_codes', marksSheet]);
/** Sheets looked at for data; a workbook with more is no workbook to fill in. */
const maxSheetsSearched = 50;

/**
 * Finds the sheet, the header and the columns of a delivered workbook: by the template's marks and by the labels. The rows are those of
 * the newest version; a template of an older compatible one may lack the fields that came later. `nameOf` names another dataset to the officer.
 */
export async function openDataSheet(
  workbook: Workbook,
  versions: readonly DatasetVersion[],
  nameOf: (dataset: string) => Promise<string>,
): Promise<DataSheet | NoDataSheet> {
  const newest = versions.at(-1);
  if (newest === undefined) throw new Error('a dataset without a published version can take no data in');
  const marks = await checkMarks(workbook, versions, newest, nameOf);
  if (marks.findings.some(({ severity }) => severity === 'error'))
    return { refused: 'columns-differ', findings: marks.findings, place: {} };

  const candidates: SheetCandidate[] = [];
  for (const { name, state } of workbook.sheets.slice(0, maxSheetsSearched)) {
    if (!besideTheData.has(name))
      candidates.push({ name, state, rows: await firstRows(workbook, name, headerSearchRows) });
  }
  const chosen = chooseSheet(candidates, newest.content, { optionalKeys: new Set(marks.newFields) });
  const sheetFindings = (faults: readonly ColumnFault[], sheet?: string) =>
    faults.map(({ code, facts, column, field: at }) => {
      const field = at === undefined ? undefined : newest.content.fields[at];
      return fileFinding(
        code,
        {
          ...definedOnly({ sheet }),
          ...(column === undefined ? {} : { column: columnLetters(column) }),
          ...definedOnly({ field }),
        },
        facts,
      );
    });
  if (!('header' in chosen))
    return { refused: 'columns-differ', findings: [...marks.findings, ...sheetFindings(chosen.faults)], place: {} };

  const { sheet, header } = chosen;
  const place = { sheet, headerRow: header.headerRow, columns: header.columns };
  const findings = [...marks.findings, ...sheetFindings(chosen.faults, sheet), ...sheetFindings(header.faults, sheet)];
  if (findings.some(({ severity }) => severity === 'error')) return { refused: 'columns-differ', findings, place };
  return { ...place, findings };
}

async function checkMarks(
  workbook: Workbook,
  versions: readonly DatasetVersion[],
  newest: DatasetVersion,
  nameOf: (dataset: string) => Promise<string>,
): Promise<{ readonly findings: readonly Finding[]; readonly newFields: readonly string[] }> {
  const marks = await readWorkbookMarks(workbook);
  if (marks === null) return { findings: [], newFields: [] };
  if (marks === 'altered') return { findings: [fileFinding('template-altered', {})], newFields: [] };
  const { name } = newest.content.metadata;
  if (marks.dataset !== newest.dataset)
    return {
      findings: [
        fileFinding('other-dataset-template', {}, { otherDataset: await nameOf(marks.dataset), dataset: name }),
      ],
      newFields: [],
    };
  const fit = templateFit(versions, marks.version);
  if (!fit.fits)
    return {
      findings: [
        fileFinding('template-version-incompatible', {}, { templateVersion: marks.version, version: newest.version }),
      ],
      newFields: [],
    };
  const made = versions.find(({ version }) => version === marks.version);
  const altered = made === undefined || buildMarks(made).check !== marks.check;
  return { findings: altered ? [fileFinding('template-altered', {})] : [], newFields: fit.newFields };
}
