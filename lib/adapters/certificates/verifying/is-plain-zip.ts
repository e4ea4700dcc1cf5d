const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const sizes = { local: 30, central: 46, end: 22 };
const refusedFlags = 0x0001 | 0x0008;

/** Whether a zip (APPNOTE 6.3) has no gaps or contradictions, so that all readers see the same. */
export function isPlainZip(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - sizes.end;
  if (end < 0 || view.getUint32(end, true) !== signatures.end) return false;
  const [entries, directorySize, directory] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  if (view.getUint16(end + 8, true) !== entries || directory + directorySize !== end) return false;

  let [at, local] = [directory, 0];
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + sizes.central > end || view.getUint32(at, true) !== signatures.central) return false;
    const [packed, nameLength, extraLength, commentLength, offset] = [
      view.getUint32(at + 20, true),
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
      view.getUint32(at + 42, true),
    ];
    if (offset !== local || local + sizes.local > directory || view.getUint32(local, true) !== signatures.local)
      return false;
    // Flags, method, time, checksum, sizes and name.
    if ((view.getUint16(local + 6, true) & refusedFlags) !== 0 || !sameBytes(bytes, local + 6, at + 8, 22))
      return false;
    if (!sameBytes(bytes, local + sizes.local, at + sizes.central, nameLength)) return false;
    local += sizes.local + nameLength + view.getUint16(local + 28, true) + packed;
    at += sizes.central + nameLength + extraLength + commentLength;
  }
  return at === end && local === directory;
}

function sameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  if (one + length > bytes.length || other + length > bytes.length) return false;
  for (let i = 0; i < length; i += 1) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}
