/** What a byte of character data means for decoding it. */
export const beyondAscii = 1;
/** `&`, `_`, CR or a leading or trailing blank need a closer look. */
export const special = 2;
/** `<` or NUL: the text, or the bytes at hand, end here. */
export const textEnd = 4;

/** By byte: its signs. Scanning a text is one lookup a byte, and the signs of all its bytes tell how to decode it. */
export const textSigns: Uint8Array = signs();

function signs(): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(beyondAscii, 0x80);
  for (const sign of '&_\r') table[sign.charCodeAt(0)] = special;
  table[0x3c] = textEnd;
  table[0] = textEnd;
  return table;
}
