import type { ByteSource } from '../../../kernel/sheet.ts';
import { findDataStart } from '../zip/entry-bytes.ts';
import { compression } from '../zip/node-compression.ts';
import { readExactly, type ZipDirectory } from '../zip/zip-directory.ts';
import { WorkbookRefused } from './workbook-refused.ts';

/** The head is compressed. */
const headBytes = 1024;
const prologueBytes = 64 * 1024;

/** Throws `doctype-found`, also for unread parts: the next reader of the file may parse them. */
export async function refuseDoctypes(source: ByteSource, directory: ZipDirectory): Promise<void> {
  for (const entry of directory.values()) {
    if (!/\.(?:xml|rels|vml)$/i.test(entry.name)) continue;
    const bytes = await readExactly(
      source,
      await findDataStart(source, entry),
      Math.min(headBytes, entry.compressedSize),
    );
    const head = entry.stored ? bytes : await compression.inflateHead(bytes);
    // Corrupt bytes give an empty head: the reader of the part decides.
    if (hasDoctype(Buffer.from(head.buffer, head.byteOffset, head.byteLength)))
      throw new WorkbookRefused('doctype-found', { part: entry.name });
  }
}

const endMarks = [
  ['<?', '?>'],
  ['<!--', '-->'],
] as const;

function hasDoctype(head: Buffer): boolean {
  const text = head.toString('latin1', 0, prologueBytes).replaceAll('\0', ''); // UTF-16 in ASCII reads as ASCII
  for (let at = text.indexOf('<'); at >= 0;) {
    const mark = endMarks.find(([start]) => text.startsWith(start, at))?.[1];
    if (mark === undefined) return /^<!DOCTYPE/i.test(text.slice(at, at + 9));
    const end = text.indexOf(mark, at + 2);
    at = end < 0 ? -1 : text.indexOf('<', end);
  }
  return false;
}
