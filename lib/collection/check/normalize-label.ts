const requiredMarks = /^[*★•·]+|[*★•·]+$|[([【]?(?:必填项?|选填项?)[)\]】]?/gu;
const invisible = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;

/** A header's text as it is compared: NFKC, without blanks, line breaks and required marks, in capitals. `公民身份号码 *` → `公民身份号码`. */
export function normalizeLabel(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').replace(requiredMarks, '').toUpperCase();
}

/** The same without brackets and what is in them, and without punctuation: `建筑面积（㎡）：` → `建筑面积`. */
export function normalizeLabelLoosely(text: string): string {
  return normalizeLabel(text)
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《|》/gu, '')
    .replace(/[:：、,，.。;；/\\\-_'"“”()[\]]/gu, '');
}
