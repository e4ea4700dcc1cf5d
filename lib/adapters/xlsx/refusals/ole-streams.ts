const headerBytes = 512;
const directoryEntryBytes = 128;
const maxSectors = 256;

/** Recognizes an OLE compound file ([MS-CFB]): .xls, .et or an encrypted .xlsx. */
export function isOleFile(head: Buffer): boolean {
  return head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0 && head.readUInt32BE(4) === 0xa1b11ae1;
}

/** Reads streams and storages as far as the directory is readable. */
export async function readOleStreamNames(
  read: (start: number, length: number) => Promise<Buffer>,
): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const head = await read(0, headerBytes);
  if (head.length < headerBytes) return names;
  const shift = head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return names;
  const sectorBytes = 1 << shift;

  // The header lists 109 sectors of the allocation table: enough for 6.8 MB.
  async function findNext(sector: number): Promise<number> {
    const perTable = sectorBytes / 4;
    const table = Math.floor(sector / perTable);
    if (table >= 109) return -1;
    const cell = await read((head.readUInt32LE(76 + table * 4) + 1) * sectorBytes + (sector % perTable) * 4, 4);
    return cell.length < 4 ? -1 : cell.readInt32LE(0);
  }

  let sector = head.readInt32LE(48);
  for (let count = 0; count < maxSectors && sector >= 0; count += 1) {
    const bytes = await read((sector + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at + directoryEntryBytes <= bytes.length; at += directoryEntryBytes) {
      const nameBytes = bytes.readUInt16LE(at + 64);
      if (nameBytes >= 2 && nameBytes <= 64) names.add(bytes.toString('utf16le', at, at + nameBytes - 2));
    }
    sector = await findNext(sector);
  }
  return names;
}
