/** DynamoDB refuses an item above 400 KB; the rest is left to what a later version of the platform adds to it. */
export const maxStoredRowBytes = 350 * 1024;

/** Record, subject, delivery, sheet and place of a record version, with their names: less than this. */
const otherAttributesBytes = 1024;
/** DynamoDB adds 3 bytes for a map and 1 for each of its members. */
const mapBytes = 3;
const memberBytes = 1;

const maxBytesPerUnit = 3;

/**
 * Bounds a row's size as an item, as DynamoDB counts it: UTF-8 bytes of names and values, empty fields left out.
 * The result is right to 1 KB. It is 0 for a row that is too short to exceed the limit: most rows cost no measuring.
 */
export function storedRowBytes(keyBytes: readonly number[], values: readonly (string | null)[]): number {
  let bytes = otherAttributesBytes + mapBytes;
  let units = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? null;
    if (value === null) continue;
    units += value.length;
    bytes += (keyBytes[i] ?? 0) + memberBytes;
  }
  if (bytes + units * maxBytesPerUnit <= maxStoredRowBytes) return 0;
  for (const value of values) if (value !== null) bytes += utf8Bytes(value);
  return bytes;
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += 1;
    // Each half of a surrogate pair is two of its four bytes.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
  }
  return bytes;
}
