import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { type FindingCode, findingSeverities } from '../../../../schemas/collection/finding-severities.ts';
import type { Facts } from '../../../kernel/fill-phrase.ts';
import type { Cell, SheetRow, SheetState } from '../../../kernel/sheet.ts';
import { aboveHeader, type ColumnFault, findHeader, headerSearchRows } from '../../check/match-header.ts';
import { readSheetUnits } from '../../check/sheet-units.ts';
import type { DataSheet } from './sheet-rows.ts';

/** `rows` are the first ones, where the header is searched. */
export type SheetCandidate = { readonly name: string; readonly state: SheetState; readonly rows: readonly SheetRow[] };

/** `faults` are those of its columns. */
export type ChosenSheet = DataSheet & { readonly faults: readonly ColumnFault[] };

/** No sheets: a fault says why. */
export type ChosenSheets = { readonly sheets: readonly ChosenSheet[]; readonly faults: readonly ColumnFault[] };

function fault(code: FindingCode, facts: Facts): ColumnFault {
  return { code, severity: findingSeverities[code], facts };
}

/**
 * Chooses the sheets with the dataset's rows; `candidates` are in the order of the tabs:
 *
 *   1. the visible sheet with the most fields; the first of equals
 *   2. else a hidden one, with the warning `hidden-sheet-read`
 *   3. with it, every visible sheet with rows and the same fields: `several-sheets-read`
 *
 * A visible sheet that has the key and half of the fields, but not the same ones, is the error `other-sheet-differs`:
 * a delivery is never taken in half. So is one that lacks the header only, `sheet-without-header`. Other sheets that look
 * alike get a warning.
 */
export function chooseSheets(
  candidates: readonly SheetCandidate[],
  content: DatasetContent,
  optionalKeys: ReadonlySet<string> = new Set(),
): ChosenSheets {
  const dataset = content.metadata.name;
  const matches = candidates.flatMap((candidate) => {
    const match = matchSheet(candidate, content, optionalKeys);
    return match === null ? [] : [match];
  });
  const best = matches.toSorted(
    (a, b) =>
      Number(b.isVisible) - Number(a.isVisible) || b.matched - a.matched || Number(b.isFilled) - Number(a.isFilled),
  )[0];
  if (best === undefined) return { sheets: [], faults: [explainNoSheet(candidates, dataset)] };
  const others = matches.filter((match) => match !== best && match.isFilled);
  const alike = others.filter((match) => match.isVisible && best.isVisible && hasSameFields(match, best));
  const left = others.filter((match) => !alike.includes(match));
  const known = new Set(matches.map(({ chosen }) => chosen.sheet));
  const headless = candidates.filter((candidate) => !known.has(candidate.name) && continues(candidate, best, content));
  const sheets = matches.filter((match) => match === best || alike.includes(match)).map(({ chosen }) => chosen);
  return {
    sheets,
    faults: [
      ...(best.isVisible ? [] : [fault('hidden-sheet-read', { dataset, sheet: best.chosen.sheet })]),
      ...(alike.length === 0
        ? []
        : [fault('several-sheets-read', { dataset, sheets: sheets.map(({ sheet }) => `“${sheet}”`).join('、') })]),
      ...left.map((match) => explainLeftOut(match, best, content)),
      ...headless.map(({ name }) =>
        fault('sheet-without-header', { otherSheet: name, dataset, sheet: best.chosen.sheet }),
      ),
    ],
  };
}

type Match = {
  readonly chosen: ChosenSheet;
  readonly matched: number;
  readonly isVisible: boolean;
  readonly isFilled: boolean;
};

function matchSheet(
  { name, state, rows }: SheetCandidate,
  content: DatasetContent,
  optionalKeys: ReadonlySet<string>,
): Match | null {
  const header = findHeader(rows, content, optionalKeys);
  if (header === null) return null;
  const { headerRow } = header;
  const above = aboveHeader(rows, headerRow);
  const { units, faults } = readSheetUnits(content.fields, { ...header, above }, rows);
  return {
    chosen: { ...header, faults: [...header.faults, ...faults], sheet: name, above, units },
    matched: header.columns.filter((column) => column >= 0).length,
    isVisible: state === 'visible',
    isFilled: rows.some(({ row }) => row > headerRow),
  };
}

function hasSameFields(match: Match, best: Match): boolean {
  return best.chosen.columns.every((column, i) => column < 0 === (match.chosen.columns[i] ?? -1) < 0);
}

/**
 * True where most rows of a visible sheet without a header fill the columns of the best one: the key, the required ones,
 * half of all and at least three, and none behind the last.
 */
function continues({ state, rows }: SheetCandidate, best: Match, { fields, key }: DatasetContent): boolean {
  if (state !== 'visible') return false;
  const columns = best.chosen.columns.filter((column) => column >= 0);
  const needed = best.chosen.columns.filter((column, i) => {
    const field = fields[i];
    return column >= 0 && field !== undefined && (field.required || key.includes(field.key));
  });
  const minFilled = Math.max(3, columns.length / 2);
  const filledRows = rows.map(({ cells }) => cells.flatMap((cell, column) => (isFilled(cell) ? [column] : [])));
  const present = filledRows.filter((filled) => filled.length > 0);
  const alike = present.filter(
    (filled) =>
      needed.every((column) => filled.includes(column)) &&
      filled.length >= minFilled &&
      filled.every((column) => column < best.chosen.headings.length),
  );
  return alike.length > 0 && alike.length * 2 >= present.length;
}

function isFilled(cell: Cell): boolean {
  return cell !== null && !(typeof cell === 'string' && cell.trim() === '');
}

function explainLeftOut(match: Match, best: Match, { metadata, fields, key }: DatasetContent): ColumnFault {
  const facts = { otherSheet: match.chosen.sheet, dataset: metadata.name, sheet: best.chosen.sheet };
  if (!match.isVisible) return fault('hidden-sheet-left-out', facts);
  const hasKey = fields.every((field, i) => !key.includes(field.key) || (match.chosen.columns[i] ?? -1) >= 0);
  return hasKey && match.matched * 2 >= best.matched
    ? fault('other-sheet-differs', facts)
    : fault('other-sheet-left-out', facts);
}

function explainNoSheet(candidates: readonly SheetCandidate[], dataset: string): ColumnFault {
  const [sheet, ...others] = candidates.filter(({ state }) => state === 'visible');
  return sheet === undefined || others.length > 0
    ? fault('no-data-sheet', { dataset })
    : fault('header-row-not-found', { sheet: sheet.name, limit: headerSearchRows, dataset });
}
