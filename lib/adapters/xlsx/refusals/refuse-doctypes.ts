import { constants, inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../../../kernel/sheet.ts';
import { dataStart } from '../zip/entry-bytes.ts';
import { readExactly, type ZipDirectory } from '../zip/zip-directory.ts';
import { WorkbookRefused } from './workbook-refused.ts';

/** A DOCTYPE stands before the first element, so the head of a part shows it. */
const headBytes = 1024;
const prologueBytes = 64 * 1024;

/** Refuses a DOCTYPE in any XML part, also in those that nobody reads here: whoever opens the file next may read them. */
export async function refuseDoctypes(source: ByteSource, directory: ZipDirectory): Promise<void> {
  for (const entry of directory.values()) {
    if (!/\.(?:xml|rels|vml)$/i.test(entry.name)) continue;
    const bytes = await readExactly(source, await dataStart(source, entry), Math.min(headBytes, entry.compressedSize));
    if (hasDoctype(entry.stored ? bytes : inflatedHead(bytes)))
      throw new WorkbookRefused('doctype-found', { part: entry.name });
  }
}

/** What the first bytes inflate to; nothing when they don't: whether that matters is for the part's reader to say. */
function inflatedHead(bytes: Buffer): Buffer {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

/** Passes over what may stand before the first element: a declaration, processing instructions, comments, white space. */
function hasDoctype(head: Buffer): boolean {
  const text = head.toString('latin1', 0, prologueBytes).replaceAll('\0', ''); // UTF-16 in ASCII reads as ASCII
  for (let at = text.indexOf('<'); at >= 0;) {
    const mark = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (mark === undefined) return /^<!DOCTYPE/i.test(text.slice(at, at + 9));
    const end = text.indexOf(mark, at + 2);
    at = end < 0 ? -1 : text.indexOf('<', end);
  }
  return false;
}
