import type { Field } from '../../../schemas/catalogue/field.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import { formats } from '../../kernel/formats/index.ts';
import { compareUnits } from '../../kernel/formats/numbers/units.ts';
import { formatPlainNumber } from '../../kernel/formats/text-cell-reader.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { compatibleText } from '../../kernel/text/unified-text.ts';
import { splitUnit, type ColumnFault } from './match-header.ts';
import { RowKinds, type SheetHeader } from './row-kinds.ts';

/** A column whose numbers count another unit than its field. */
export type ColumnUnit = { readonly column: number; readonly unit: string };

export type SheetUnits = { readonly units: readonly ColumnUnit[]; readonly faults: readonly ColumnFault[] };

/**
 * Reads the units that a sheet writes for a column, where they are not the field's own: in the heading, else in the
 * line below it, else above the table. `rows` are the sheet's first ones.
 *
 *     注册资本（元）      注册资本      单位：元          field in 万元: `column-unit-converted`
 *                        元           注册资本
 *     占地面积（亩）                                    field in 平方米: `column-unit-differs`
 */
export function readSheetUnits(fields: readonly Field[], header: SheetHeader, rows: readonly SheetRow[]): SheetUnits {
  const found = readWrittenUnits(fields, header, rows).filter(({ comparison }) => comparison !== 'same');
  return {
    units: found.map(({ column, unit }) => ({ column, unit })),
    faults: found.map(({ field, column, unit, own, comparison }) => {
      const code = comparison === 'other' ? 'column-unit-differs' : 'column-unit-converted';
      const facts = { column: columnLetters(column), written: unit, unit: own };
      return { code, severity: findingSeverities[code], facts, column, field };
    }),
  };
}

/** `field` is its index, `own` its unit. */
export type WrittenUnit = ColumnUnit & {
  readonly field: number;
  readonly own: string;
  readonly comparison: 'same' | 'convertible' | 'other';
};

/** The same with the units that are the field's own. */
export function readWrittenUnits(
  fields: readonly Field[],
  header: SheetHeader,
  rows: readonly SheetRow[],
): readonly WrittenUnit[] {
  const below = findUnitLine(fields, header, rows);
  const above = listUnitsAbove(header.above);
  return fields.flatMap((field, i) => {
    const column = header.columns[i] ?? -1;
    const own = field.unit ?? formats[field.format].unit;
    if (column < 0 || own === undefined || formats[field.format].excel !== 'number') return [];
    const heading = header.headings[column] ?? '';
    const nearby = [...listBracketed(heading, field), ...listBehind(heading), ...listBelow(below?.[column])];
    const unit = nearby.find((name) => compareUnits(own, name) !== null) ?? above.find((name) => isAlike(own, name));
    const comparison = unit === undefined ? null : compareUnits(own, unit);
    return unit === undefined || comparison === null ? [] : [{ field: i, column, unit, own, comparison }];
  });
}

/** Writes the column's unit behind numbers that have none, for the format to convert: 500 → `500元`. */
export function withColumnUnits<Row extends { readonly cells: readonly Cell[] }>(
  row: Row,
  units: readonly ColumnUnit[],
): Row {
  const cells = [...row.cells];
  for (const { column, unit } of units) {
    const cell = cells[column] ?? null;
    const number = cell === null ? null : numberIn(cell);
    if (number !== null) cells[column] = `${number}${unit}`;
  }
  return { ...row, cells };
}

const bareNumber = /^[-+]?[\d,]*\.?\d+$/u;
const maxNumberLength = 60;

/** `null` for a text with a unit of its own, and for what is no number. */
function numberIn(cell: Exclude<Cell, null>): string | null {
  if (typeof cell === 'number') return formatPlainNumber(cell);
  if (typeof cell === 'string') {
    const text = cell.length > maxNumberLength ? '' : compatibleText(cell).replace(/\s+/gu, '');
    return bareNumber.test(text) ? text : null;
  }
  if (typeof cell !== 'object') return null;
  if ('number' in cell) return formatPlainNumber(Number(cell.number));
  return 'shown' in cell && bareNumber.test(cell.shown) ? formatPlainNumber(cell.value) : null;
}

/** Longer brackets hold explanations. */
const brackets = /[(（[【〔]([^()（）[\]【】〔〕]{1,20})[)）\]】〕]/gu;
const unitWord = /^(?:计量|金额|面积|数量)?单位[:：]?/u;

/** The field's own name may end in a bracket: 个人比例(%). */
function listBracketed(heading: string, { label, aliases }: Field): readonly string[] {
  const named = new Set([label, ...aliases].flatMap((name) => bracketsOf(name)));
  return bracketsOf(heading).filter((text) => !named.has(text));
}

/** `金额/元`, as GB/T 3101 has it. */
function listBehind(heading: string): readonly string[] {
  const behind = splitUnit(heading)?.unit;
  return behind === undefined ? [] : [behind];
}

function bracketsOf(text: string): string[] {
  return [...text.slice(0, 200).matchAll(brackets)].map(([, inner = '']) => compact(inner).replace(unitWord, ''));
}

function listBelow(cell: Cell | undefined): readonly string[] {
  if (typeof cell !== 'string') return [];
  const text = compact(cell);
  return [text.replace(/^[(（[【]|[)）\]】]$/gu, '').replace(unitWord, ''), ...bracketsOf(text)];
}

/** The row below the header, if it is no record but a line of units. */
function findUnitLine(
  fields: readonly Field[],
  header: SheetHeader,
  rows: readonly SheetRow[],
): readonly Cell[] | undefined {
  const next = rows.find(({ row }) => row > header.headerRow);
  if (next === undefined) return undefined;
  return new RowKinds(header, fields).kindOf(next, false) === 'heading' ? next.cells : undefined;
}

const unitAbove = /(?:^|[\s([【〔,，;；。])(?:计量|金额|面积|数量|货币)?单位\s*[:：]\s*([^\s()[\]【】〔〕。]{1,20})/gu;

/** `单位：万元、人`, alone in its cell, behind blanks, or in brackets behind the title; 填报单位 is another thing. */
function listUnitsAbove(above: ReadonlySet<string>): readonly string[] {
  return [...above].flatMap((text) => {
    if (!text.includes('单')) return [];
    const line = compatibleText(text.slice(0, 200)).replace(/单\s+位/gu, '单位');
    return [...line.matchAll(unitAbove)].flatMap(([, units = '']) => units.split(/[、,，/;；]/u));
  });
}

/** A line above holds for the columns of its dimension only. */
function isAlike(own: string, unit: string): boolean {
  const comparison = compareUnits(own, unit);
  return comparison === 'same' || comparison === 'convertible';
}

function compact(text: string): string {
  return compatibleText(text).replace(/\s+/gu, '');
}
