import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { cleanText } from '../clean-text.ts';
import { compactCode, compactText } from '../compact-text.ts';
import { withinLength } from './check-length.ts';
import type { Format } from './format.ts';
import { plainNumber, textCells } from './text-cell-reader.ts';

/** Capitals without blanks, placeholders kept: 无 may be a code's label. */
function fold(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
}

/** Every way a code may be written: `01`, `汉族`, `汉`, `01汉族`, `01-汉族`, `汉族(01)` → `01`. A code outranks a label, a label another name. */
function writingsOf(list: CodeList): Map<string, string> {
  const writings = new Map<string, string>();
  const add = (writing: string, code: string): void => {
    for (const form of [writing, fold(writing)]) if (!writings.has(form)) writings.set(form, code);
  };
  for (const { code } of list.codes) add(code, code);
  for (const { code, label } of list.codes) add(label, code);
  for (const { code, aliases } of list.codes) for (const alias of aliases) add(alias, code);
  for (const { code, label } of list.codes) {
    for (const joint of ['', '-', '.', '、', ':', '_']) add(`${code}${joint}${label}`, code);
    add(`${label}(${code})`, code);
  }
  return writings;
}

/** A code list's code or Chinese label; the code is stored. Outside the list: error if the field is 值域受控, else a warning and the text is kept. */
export const code: Format = {
  hint: '从下拉列表中选择，也可以填写对应的代码。',
  examples: [],
  excel: 'text',
  compile: (field, { note, codeList }) => {
    if (codeList === undefined)
      throw new Error(
        `field ${field.key} is of format code, but its code list ${field.codeList ?? '(none)'} is not there`,
      );
    const writings = writingsOf(codeList);
    const widths = [...new Set(codeList.codes.map((entry) => entry.code.length))];
    const readText = (raw: string): string | null => {
      const known = writings.get(raw) ?? writings.get(fold(raw));
      if (known !== undefined) return known;
      if (compactText(raw) === '') return null;
      if (field.controlled) return note('code-unknown', { list: codeList.name });
      note('code-unlisted', { list: codeList.name });
      return withinLength(cleanText(raw), field, note);
    };
    const readOther = textCells(note, readText);
    return (cell) => {
      if (typeof cell === 'string') return readText(cell);
      if (typeof cell === 'number') {
        // Excel made 1 of 01: the zeros are given back where that makes a code of the list
        const digits = plainNumber(cell);
        const padded = writings.has(digits)
          ? digits
          : widths.map((width) => digits.padStart(width, '0')).find((candidate) => writings.has(candidate));
        return readText(padded ?? digits);
      }
      return readOther(cell);
    };
  },
};

/** The stored form of a code cell's text where a list has it; for rules that name values by code or label. */
export function codeOf(list: CodeList, writing: string): string | undefined {
  const folded = compactCode(writing);
  return list.codes.find((entry) =>
    [entry.code, entry.label, ...entry.aliases].some((name) => compactCode(name) === folded),
  )?.code;
}
