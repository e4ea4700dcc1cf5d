import { markupEntities } from '../../../../schemas/kernel/escape-markup.ts';

const special = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
const everySpecial = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** Writes what XML cannot hold, and CR, as `_xHHHH_` (ST_Xstring, ECMA-376 part 1 §22.9.2.19). */
export function escapeXstring(text: string): string {
  return special.test(text) ? text.replace(everySpecial, escapeCharacter) : text;
}

function escapeCharacter(character: string): string {
  return markupEntities.get(character) ?? `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
