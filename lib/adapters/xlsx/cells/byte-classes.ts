/** The classes of a text's bytes are or-ed to choose its decoder. */
export const nonAscii = 1;
/** The bytes `&`, `_` and CR need unescaping. */
export const special = 2;
/** `<` ends the text, NUL the bytes at hand. */
export const textEnd = 4;

export const byteClasses: Uint8Array = buildClasses();

function buildClasses(): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(nonAscii, 0x80);
  for (const character of '&_\r') table[character.charCodeAt(0)] = special;
  table[0x3c] = textEnd;
  table[0] = textEnd;
  return table;
}
