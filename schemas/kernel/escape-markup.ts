/** The five characters that XML 1.0 predefines entities for; HTML 5 knows the same names. */
export const markupEntities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** Escapes text for an element or a quoted attribute of HTML or XML. Control characters pass through: see `escapeXml`. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => markupEntities.get(character) ?? character);
}

/** Escapes any text for XML 1.0: characters that XML cannot hold become U+FFFD, and a carriage return a reference. */
export function escapeXml(text: string): string {
  return escapeMarkup(
    text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'),
  ).replaceAll('\r', '&#13;');
}
