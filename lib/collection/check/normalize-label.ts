const requiredMarks = /^[*★•·]+|[*★•·]+$|[([【]?(?:必填项?|选填项?)[)\]】]?/gu;
const invisible = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;

/** Normalizes a header: NFKC, upper case, without white space and required marks. `公民身份号码 *` → `公民身份号码`. */
export function normalizeLabel(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').replace(requiredMarks, '').toUpperCase();
}

/** Also drops brackets with their contents, and punctuation: `建筑面积（㎡）：` → `建筑面积`. */
export function normalizeLabelLoosely(text: string): string {
  return normalizeLabel(text)
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《|》/gu, '')
    .replace(/[:：、,，.。;；/\\\-_'"“”()[\]]/gu, '');
}
