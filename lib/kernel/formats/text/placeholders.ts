/** People and programs write these into cells without a value; in capitals, without blanks, dashes as `-`. */
const empty =
  '- -- --- ---- ------ / // \\ \\N . * N/A NA NULL (NULL) NONE NIL NAN UNDEFINED 空 (空) 空值 空白 (空白) <NULL> [NULL] {} [] "" 未填 未填写 未录入 缺 缺失 ? ?? ??? ... ...... _ __ ___ ~ 0000-00-00';
/** These may mean more than an empty cell: an officer looks whether there is something to fill in. */
const unclear =
  '无 (无) 【无】 无。 没有 查无 暂无 暂无数据 暂无信息 暂无资料 暂缺 不详 未知 待定 待补 待补充 待查 待填 待填写 待录入 待完善 待核实 不适用 未提供 暂未提供 未登记 暂未登记 未采集 未掌握 无此项 无数据 无信息 无记录 无资料 无法提供';

const unclearWords: ReadonlySet<string> = new Set(unclear.split(' '));
export const placeholders: ReadonlySet<string> = new Set([...empty.split(' '), ...unclearWords]);

/** In texts, 无 and 不详 are contents; `.`, `*` and `NA` may be. As written, for most texts are compared unchanged. */
const textPlaceholders: ReadonlySet<string> = new Set(
  '- -- --- — —— / // \\ \\N N/A n/a NULL Null null (NULL) (null) None NONE none nil NIL NaN undefined 空 (空) （空） 空值 (空白) （空白） N/a ----- ------ <NULL> <null> [NULL] [null] 未填 未填写 未录入 待补 待补充 待填 待填写 待录入 暂无 暂无数据 暂无信息 暂缺'.split(
    ' ',
  ),
);

/** Spares most texts a look into the set. */
const maxTextPlaceholder = Math.max(...Array.from(textPlaceholders, ({ length }) => length));

/** Longer texts are no placeholders. */
const maxLength = 30;

/** Tells a placeholder of a text field, which is compared as written. */
export function isTextPlaceholder(text: string): boolean {
  return text.length <= maxTextPlaceholder && textPlaceholders.has(text);
}

/** Dashes and strokes of any width: －, – –, ／／, ———. */
const drawn = /^[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d/\uff0f\\\uff3c\s]+$/u;

/** Recognizes a placeholder of a text field that is written with other dashes, in full width, or with blanks. */
export function isOddTextPlaceholder(text: string): boolean {
  if (text.length > maxLength) return false;
  const compact = text.normalize('NFKC').replace(/\s+/gu, '');
  return drawn.test(text) || isTextPlaceholder(compact) || isTextPlaceholder(compact.toUpperCase());
}

/** Tells which placeholder a cell holds that reads as empty: none in a blank one. */
export function findPlaceholder(text: string): { readonly written: string; readonly isUnclear: boolean } | null {
  if (text.length > maxLength) return null;
  const written = text.trim();
  const compact = written
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .toUpperCase();
  const isKnown =
    placeholders.has(compact) ||
    isTextPlaceholder(written) ||
    isOddTextPlaceholder(written) ||
    compact.startsWith('0000-00-00');
  return isKnown ? { written, isUnclear: unclearWords.has(compact) } : null;
}
