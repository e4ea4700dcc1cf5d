/** XML 1.0's predefined entities, also known to HTML 5. */
export const markupEntities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** Escapes for an element or a quoted attribute. Control characters pass through: see `escapeXml`. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => markupEntities.get(character) ?? character);
}

/** Replaces what XML 1.0 cannot hold by U+FFFD, a carriage return by a reference. */
export function escapeXml(text: string): string {
  return escapeMarkup(
    text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'),
  ).replaceAll('\r', '&#13;');
}
