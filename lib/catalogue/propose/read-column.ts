import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { Field } from '../../../schemas/catalogue/field.ts';
import { type FindingCode, findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import { formats } from '../../kernel/formats/index.ts';
import { resolveDisplayed } from '../../kernel/formats/resolve-displayed.ts';
import type { Cell } from '../../kernel/sheet.ts';
import { cellText } from './cell-text.ts';

export type ColumnValues = {
  readonly heading: string;
  /** Those with a value; what only says that there is none, such as `/` or 暂无, is left out. */
  readonly cells: readonly Exclude<Cell, null>[];
  /** As a person sees them, in the order of the cells. */
  readonly texts: readonly string[];
  /** Each different text with its cells. */
  readonly distinct: ReadonlyMap<string, number>;
};

const plainField = Field.parse({
  key: 'field',
  label: '信息项',
  type: 'C',
  format: 'text',
  length: 32_767,
  required: false,
  sensitivity: 1,
});

const checking = { today: '', codeList: undefined, note: () => null };
const isFilled = formats.text.compile(plainField, checking);

/** Gathers the values of a column's cells. */
export function readColumn(heading: string, cells: readonly Cell[]): ColumnValues {
  const filled = cells.flatMap((cell) => {
    const text = cellText(cell);
    return cell === null || text === '' || isFilled(text) === null ? [] : [{ cell, text }];
  });
  const distinct = new Map<string, number>();
  for (const { text } of filled) distinct.set(text, (distinct.get(text) ?? 0) + 1);
  return { heading, cells: filled.map(({ cell }) => cell), texts: filled.map(({ text }) => text), distinct };
}

export type Fitting = {
  /** The field, as the check would be made of it. */
  readonly field: Pick<Field, 'format' | 'length'> & Partial<Field>;
  readonly codeList?: CodeList;
  /** `YYYY-MM-DD`. */
  readonly today: string;
};

/** Counts the cells that the check of such a field would accept; a warning is accepted. */
export function countFitting(cells: ColumnValues['cells'], { field, codeList, today }: Fitting): number {
  let isWrong = false;
  const note = (code: FindingCode): null => {
    isWrong ||= findingSeverities[code] === 'error';
    return null;
  };
  const whole: Field = { ...plainField, ...field };
  const read = formats[whole.format].compile(whole, { today, note, codeList });
  const resolve = resolveDisplayed(whole);
  return cells.filter((cell) => {
    isWrong = false;
    if (typeof cell === 'object') {
      if ('error' in cell) return false;
      const plain =
        'percent' in cell || 'shown' in cell || 'scaled' in cell || 'date' in cell ? resolve(cell, note) : cell;
      if (plain !== null) read(plain);
    } else read(cell);
    return !isWrong;
  }).length;
}
