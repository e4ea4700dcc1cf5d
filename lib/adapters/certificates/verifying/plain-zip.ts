const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const sizes = { local: 30, central: 46, end: 22 };
const limits = { entries: 200, unpackedBytes: 64 * 1024 * 1024 };
/** Version 2.0 of the format, no flag: no encryption, no descriptor, names in ASCII. */
const plainHead = { version: 20, flags: 0 };
/** 1980-01-01 00:00: our files have no clock. */
const plainTime = 0x0021_0000;
const methods: ReadonlyMap<number, ZipEntry['method']> = new Map([
  [0, 'stored'],
  [8, 'deflated'],
]);
/** No directory, no `..`, nothing that some system reads as a separator or a drive. */
const plainName = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/;

export type ZipEntry = {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly packed: Uint8Array<ArrayBuffer>;
  /** Bytes when unpacked, at most 64 MB for all entries. */
  readonly size: number;
  readonly crc32: number;
};

/**
 * Lists the entries of a zip (APPNOTE 6.3) exactly as our writer makes it; `null` for any other. Nothing may be there
 * that one reader follows and another skips: extra fields (0x7075 is another name), comments, attributes, gaps, bytes
 * before, between or after, a header that differs from the directory, names that differ in case only.
 */
export function plainZipEntries(bytes: Uint8Array<ArrayBuffer>): readonly ZipEntry[] | null {
  const end = readEnd(bytes);
  if (end === null) return null;
  const entries: ZipEntry[] = [];
  let [at, local, unpackedBytes] = [end.directory, 0, 0];
  while (entries.length < end.count) {
    const entry = readEntry(bytes, { at, local });
    if (entry === null) return null;
    unpackedBytes += entry.size;
    if (unpackedBytes > limits.unpackedBytes) return null;
    entries.push(entry);
    local += sizes.local + entry.name.length + entry.packed.length;
    at += sizes.central + entry.name.length;
  }
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  return at === end.at && local === end.directory && names.size === entries.length ? entries : null;
}

function readEnd(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly at: number; readonly count: number; readonly directory: number } | null {
  const at = bytes.length - sizes.end;
  if (at < 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, sizes.end);
  const [count, directory] = [view.getUint16(10, true), view.getUint32(16, true)];
  if (count > limits.entries || directory > at) return null;
  const plain = littleEndian(
    [4, signatures.end],
    [4, 0],
    [2, count],
    [2, count],
    [4, at - directory],
    [4, directory],
    [2, 0],
  );
  return startsWith(bytes, at, plain) ? { at, count, directory } : null;
}

/**
 * Both headers must have the bytes that our writer gives to this name and content. `at` is the entry of the directory,
 * `local` its header before the content.
 */
function readEntry(
  bytes: Uint8Array<ArrayBuffer>,
  { at, local }: { readonly at: number; readonly local: number },
): ZipEntry | null {
  if (at + sizes.central > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, sizes.central);
  const [methodCode, crc32, packedSize, size, nameLength] = [
    view.getUint16(10, true),
    view.getUint32(16, true),
    view.getUint32(20, true),
    view.getUint32(24, true),
    view.getUint16(28, true),
  ];
  const method = methods.get(methodCode);
  const nameBytes = bytes.subarray(at + sizes.central, at + sizes.central + nameLength);
  const name = String.fromCharCode(...nameBytes);
  const from = local + sizes.local + nameLength;
  if (method === undefined || !plainName.test(name) || from + packedSize > at) return null;
  const facts = littleEndian(
    [2, plainHead.version],
    [2, plainHead.flags],
    [2, methodCode],
    [4, plainTime],
    [4, crc32],
    [4, packedSize],
    [4, size],
    [2, nameLength],
    [2, 0], // extra field
  );
  const localHeader = [...littleEndian([4, signatures.local]), ...facts, ...nameBytes];
  const central = [
    ...littleEndian([4, signatures.central], [2, plainHead.version]),
    ...facts,
    ...littleEndian([2, 0], [2, 0], [2, 0], [4, 0], [4, local]), // comment, disk, attributes
    ...nameBytes,
  ];
  if (!startsWith(bytes, local, localHeader) || !startsWith(bytes, at, central)) return null;
  return { name, method, packed: bytes.slice(from, from + packedSize), size, crc32 };
}

type LittleEndian = readonly [bytes: 2 | 4, value: number];

function littleEndian(...fields: readonly LittleEndian[]): number[] {
  return fields.flatMap(([bytes, value]) =>
    Array.from({ length: bytes }, (_, index) => (value >>> (8 * index)) & 0xff),
  );
}

function startsWith(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}
