// Markup is compared as little-endian words.
const openT = 0x003e743c; //   <t>
const openTx = 0x7820743c; //  <t x
export const closeT = 0x3e742f3c;

const preserving = '<t xml:space="preserve">';

/** Returns the offset after `<t>` or `<t xml:space="preserve">`; -1: another shape. */
export function afterOpenT(bytes: Buffer, words: DataView, at: number): number {
  const word = words.getUint32(at, true);
  if ((word & 0xffffff) === openT) return at + 3;
  return word === openTx && bytes.latin1Slice(at, at + preserving.length) === preserving ? at + preserving.length : -1;
}
