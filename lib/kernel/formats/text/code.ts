import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import { compatibleText } from '../../text/unified-text.ts';
import type { Format } from '../format.ts';
import { formatPlainNumber, createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from './check-length.ts';
import { cleanText } from './clean-text.ts';
import { compactCode, compactText } from './compact-text.ts';

/** Keeps placeholders: 无 may be a code's label. */
function fold(text: string): string {
  return compatibleText(text).replace(/\s+/gu, '').toUpperCase();
}

/** `01`, `汉族`, `汉`, `01汉族`, `01-汉族`, `汉族(01)` → `01`. Codes outrank labels, labels outrank aliases. */
function buildCodeIndex(list: CodeList): Map<string, string> {
  const codeIndex = new Map<string, string>();
  const add = (writing: string, code: string): void => {
    for (const form of [writing, fold(writing)]) if (!codeIndex.has(form)) codeIndex.set(form, code);
  };
  for (const { code } of list.codes) add(code, code);
  for (const { code, label } of list.codes) add(label, code);
  for (const { code, aliases } of list.codes) for (const alias of aliases) add(alias, code);
  for (const { code, label } of list.codes) {
    for (const joint of ['', '-', '.', '、', ':', '_']) add(`${code}${joint}${label}`, code);
    add(`${label}(${code})`, code);
  }
  return codeIndex;
}

/** Values outside the list are an error if the field is controlled (值域受控), else a warning. */
export const code: Format = {
  hint: '从下拉列表中选择，也可以填写对应的代码。',
  examples: [],
  excel: 'text',
  compile: (field, { note, codeList }) => {
    if (codeList === undefined)
      throw new Error(
        `field ${field.key} is of format code, but its code list ${field.codeList ?? '(none)'} is not there`,
      );
    const codeIndex = buildCodeIndex(codeList);
    const widths = [...new Set(codeList.codes.map((entry) => entry.code.length))];
    const readText = (raw: string): string | null => {
      const known = codeIndex.get(raw) ?? codeIndex.get(fold(raw));
      if (known !== undefined) return known;
      if (compactText(raw) === '') return null;
      if (field.controlled) return note('code-unknown', { list: codeList.name });
      note('code-unlisted', { list: codeList.name });
      return checkLength(cleanText(raw), field, note);
    };
    const readOther = createTextCellReader(note, readText);
    const readLogical = (cell: boolean) =>
      (cell ? ['TRUE', '是', '有'] : ['FALSE', '否', '无']).map((word) => codeIndex.get(word)).find((known) => known);
    return (cell) => {
      if (typeof cell === 'string') return readText(cell);
      if (typeof cell === 'number') {
        // Excel drops leading zeros: 01 → 1.
        const digits = formatPlainNumber(cell);
        const padded = codeIndex.has(digits)
          ? digits
          : widths.map((width) => digits.padStart(width, '0')).find((candidate) => codeIndex.has(candidate));
        return readText(padded ?? digits);
      }
      if (typeof cell === 'boolean') return readLogical(cell) ?? readOther(cell);
      return readOther(cell);
    };
  },
};

/** Accepts a code or a label. */
export function findCode(list: CodeList, writing: string): string | undefined {
  const folded = compactCode(writing);
  return list.codes.find((entry) =>
    [entry.code, entry.label, ...entry.aliases].some((name) => compactCode(name) === folded),
  )?.code;
}
