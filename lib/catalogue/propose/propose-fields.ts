import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { Field } from '../../../schemas/catalogue/field.ts';
import type { FieldProposal, SheetProposal } from '../../../schemas/catalogue/proposal.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import type { MergedRange, SheetRow } from '../../kernel/sheet.ts';
import type { ToPinyin } from '../ports.ts';
import { cellText } from './cell-text.ts';
import { findColumns, type HeadedColumn } from './find-columns.ts';
import { guessCodeList, guessNewCodes } from './guess-code-list.ts';
import { guessFormat, type Guessed } from './guess-format.ts';
import { guessKey } from './guess-key.ts';
import { maskExample } from './mask-example.ts';
import { nameField } from './name-field.ts';
import { type ColumnValues, countFitting, readColumn } from './read-column.ts';

export type ProposalRules = {
  readonly codeLists: readonly CodeList[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly toPinyin: ToPinyin;
};

export type SheetRows = { readonly rows: readonly SheetRow[]; readonly merges: readonly MergedRange[] };
type Proposed = Omit<SheetProposal, 'sheet' | 'isHidden' | 'isTruncated'>;

const maxLabelLength = 60;
const examplesShown = 3;
/** Fewer rows do not tell that a field is always filled. */
const minRowsForRequired = 5;
const rowCounter = /^(?:序号|行号|序|NO\.?|#)$/iu;

/** Proposes a field for each column of a sheet with a heading, and a key. Returns `null` for a sheet without rows. */
export function proposeFields({ rows, merges }: SheetRows, rules: ProposalRules): Proposed | null {
  const sheet = findColumns(rows, merges);
  if (sheet === null || sheet.rows === 0) return null;
  const names = { keys: new Set<string>(), labels: new Set<string>() };
  const leftOut: { column: string; reason: string }[] = [];
  const proposed = sheet.columns.flatMap((column) => {
    const reason = whyLeftOut(column);
    if (reason !== null) {
      if (reason !== '') leftOut.push({ column: columnLetters(column.column), reason });
      return [];
    }
    const values = readColumn(column.heading, column.cells);
    const one = proposeField(column, values, { ...rules, names, rows: sheet.rows });
    return [{ ...one, values, cells: column.cells.map(cellText) }];
  });
  const { key, reason: keyReason } = guessKey(
    proposed.map(({ proposal: { field }, values, cells }) => ({ field, values, cells })),
    sheet.rows,
  );
  return {
    rows: sheet.rows,
    fields: proposed.map(({ proposal }) =>
      key.includes(proposal.field.key) ? { ...proposal, field: { ...proposal.field, required: true } } : proposal,
    ),
    key: [...key],
    keyReason,
    leftOut,
  };
}

/** '' for a column of which nothing needs to be said, `null` for one that becomes a field. */
function whyLeftOut({ heading, cells }: HeadedColumn): string | null {
  const isEmpty = cells.every((cell) => cellText(cell) === '');
  if (heading === '')
    return isEmpty ? '' : '这一列有内容，但没有表头，不知道是什么。需要时请在表里补上表头后重新选择。';
  return rowCounter.test(heading) ? '这一列是序号，只表示行的先后，不作为信息项。' : null;
}

type Naming = ProposalRules & {
  readonly rows: number;
  readonly names: { readonly keys: Set<string>; readonly labels: Set<string> };
};

function proposeField(
  { column, heading }: HeadedColumn,
  values: ColumnValues,
  { names, rows, codeLists, today, toPinyin }: Naming,
): { readonly proposal: FieldProposal } {
  const guess = guessFormat(values, today);
  const label = nameLabel(heading, names.labels);
  const key = nameField(label, names.keys, toPinyin);
  names.keys.add(key);
  const isOpen = guess.format === 'text' || guess.format === 'integer';
  const known = isOpen ? guessCodeList(values, codeLists) : null;
  const coded = known === null ? guess : { ...guess, ...codedAs(known.list), why: known.why };
  const fresh = known === null && guess.format === 'text' ? guessNewCodes(values) : null;
  const field = Field.parse({
    ...withoutWhy(coded),
    key,
    label,
    required: isAlwaysFilled(values, rows),
    sensitivity: coded.sensitivity ?? 1,
    mask: coded.mask ?? 'none',
  });
  const fitting = countFitting(values.cells, { field, today, ...(known === null ? {} : { codeList: known.list }) });
  const isPersonal = field.sensitivity > 2;
  return {
    proposal: {
      column: columnLetters(column),
      field,
      filled: values.cells.length,
      fitting,
      reason: explain({ why: fresh?.why ?? coded.why, values, fitting, rows, isPersonal }),
      examples: [...values.distinct.keys()]
        .slice(0, examplesShown)
        .map((text) => maskExample(text, field.mask, isPersonal)),
      ...(fresh === null ? {} : { newCodes: fresh.codes }),
    },
  };
}

const codedAs = ({ id, codes }: CodeList) =>
  ({ format: 'code', type: 'C', codeList: id, length: Math.max(...codes.map(({ code }) => code.length)) }) as const;

function withoutWhy({ why: _why, ...field }: Guessed & { readonly codeList?: string }) {
  return field;
}

/** A heading that stands twice gets its number. */
function nameLabel(heading: string, taken: Set<string>): string {
  const cut = Array.from(heading)
    .slice(0, maxLabelLength - 3)
    .join('');
  let label = cut;
  for (let number = 2; taken.has(label); number += 1) label = `${cut}${number}`;
  taken.add(label);
  return label;
}

const isAlwaysFilled = ({ cells }: ColumnValues, rows: number): boolean =>
  cells.length === rows && rows >= minRowsForRequired;

type Explained = {
  readonly why: string;
  readonly values: ColumnValues;
  readonly fitting: number;
  readonly rows: number;
  readonly isPersonal: boolean;
};

function explain({ why, values: { cells }, fitting, rows, isPersonal }: Explained): string {
  const filled = cells.length;
  return [
    why,
    describeFilled(filled, rows),
    filled > fitting ? `其中 ${filled - fitting} 行不符合这个格式` : '',
    isPersonal ? '涉及个人信息，建议按敏感数据保护' : '',
  ]
    .filter((part) => part !== '')
    .join('，')
    .concat('。');
}

function describeFilled(filled: number, rows: number): string {
  if (filled === 0) return '';
  return filled === rows ? `${rows} 行都有值` : `${rows} 行中有 ${filled} 行有值`;
}
