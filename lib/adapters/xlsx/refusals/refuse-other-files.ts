import type { ByteSource } from '../../../kernel/sheet.ts';
import { isOleFile, readOleStreamNames } from './ole-streams.ts';
import { WorkbookRefused } from './workbook-refused.ts';

const headBytes = 4096;

/** Throws `WorkbookRefused` with the kind of file, unless it begins as a zip. */
export async function refuseOtherFiles(source: ByteSource): Promise<void> {
  if (source.size === 0) throw new WorkbookRefused('empty-file');
  const read = async (start: number, length: number) => {
    if (start < 0 || start >= source.size) return Buffer.alloc(0);
    const bytes = await source.read(start, Math.min(length, source.size - start));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const head = await read(0, headBytes);
  if (isOleFile(head)) throw await oleRefusal(read);
  if (isOldRecord(head)) throw new WorkbookRefused('old-xls');
  if (head.length >= 2 && head[0] === 0x50 && head[1] === 0x4b) return;
  if (!isText(head)) throw new WorkbookRefused('not-a-workbook');
  throw new WorkbookRefused(isMarkup(head) ? 'web-page-renamed' : 'csv-renamed');
}

async function oleRefusal(read: (start: number, length: number) => Promise<Buffer>): Promise<WorkbookRefused> {
  const names = await readOleStreamNames(read);
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) return new WorkbookRefused('encrypted');
  if (names.has('ETExtData') || names.has('ETCellImageData')) return new WorkbookRefused('wps-et');
  if (names.has('WordDocument') || names.has('PowerPoint Document')) return new WorkbookRefused('not-a-workbook');
  return new WorkbookRefused('old-xls');
}

/** Excel 2 to 4: a BOF record without a container. */
function isOldRecord(head: Buffer): boolean {
  return (
    head.length >= 4 &&
    head[0] === 0x09 &&
    (head[1] === 0x00 || head[1] === 0x02 || head[1] === 0x04 || head[1] === 0x08) &&
    (head[2] === 0x04 || head[2] === 0x06 || head[2] === 0x08) &&
    head[3] === 0x00
  );
}

/** UTF-16 by its byte-order mark; else no control characters but white space. */
function isText(head: Buffer): boolean {
  if (head.length >= 2 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)))
    return true;
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function isMarkup(head: Buffer): boolean {
  const start = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[^<!-~]+/, '')
    .toLowerCase();
  return (
    start.startsWith('<') ||
    start.replace(/^\W+/, '').startsWith('mime-version:') ||
    /<(?:html|table|\?xml|workbook)\b/.test(start)
  );
}
