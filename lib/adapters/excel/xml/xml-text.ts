// oxlint-disable-next-line no-control-regex -- these are the characters that XML 1.0 cannot hold
const special = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
// oxlint-disable-next-line no-control-regex
const everySpecial = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/**
 * Text for an element or an attribute of a workbook's XML. What XML cannot hold, and a carriage return, which it would swallow, becomes `_xHHHH_`
 * (ECMA-376 part 1 §22.4.2.4), and text that looks like such an escape is itself escaped. Half a surrogate pair becomes U+FFFD when encoded.
 */
export function xmlText(text: string): string {
  return special.test(text) ? text.replace(everySpecial, escaped) : text;
}

function escaped(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  }
}
