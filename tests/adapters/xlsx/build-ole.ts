/** An OLE compound file ([MS-CFB]) with streams of these names and nothing in them. */
export function buildOle(names: readonly string[]): Buffer {
  const perSector = 4;
  const sectors = Math.ceil((names.length + 1) / perSector);
  const header = Buffer.alloc(512);
  header.writeUInt32BE(0xd0cf11e0, 0);
  header.writeUInt32BE(0xa1b11ae1, 4);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48); // the directory begins in sector 1
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76); // the allocation table is sector 0
  const table = Buffer.alloc(512, 0xff);
  for (let sector = 1; sector < sectors; sector += 1) table.writeInt32LE(sector + 1, sector * 4);
  table.writeInt32LE(-2, sectors * 4);
  const directory = Buffer.alloc(sectors * 512);
  for (const [index, name] of ['Root Entry', ...names].entries()) {
    directory.write(name, index * 128, 'utf16le');
    directory.writeUInt16LE((name.length + 1) * 2, index * 128 + 64);
    directory[index * 128 + 66] = index === 0 ? 5 : 2;
  }
  return Buffer.concat([header, table, directory]);
}
