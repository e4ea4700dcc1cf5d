import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const declarationBytes = 200;
const utf8Names: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/** A byte-order mark, or `<` in two bytes. */
const utf16Starts = [
  { first: 0xff, second: 0xfe, encoding: 'utf-16le' },
  { first: 0x3c, second: 0, encoding: 'utf-16le' },
  { first: 0xfe, second: 0xff, encoding: 'utf-16be' },
  { first: 0, second: 0x3c, encoding: 'utf-16be' },
] as const;

/** Drops the byte-order mark (XML 1.0, appendix F). Throws `corrupt`. */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>, part: string): AsyncGenerator<Uint8Array> {
  let head: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  let decided = false;
  for await (const chunk of chunks) {
    if (decided) {
      yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
      continue;
    }
    head = head.length === 0 ? toBuffer(chunk) : Buffer.concat([head, chunk]);
    if (head.length < declarationBytes) continue;
    decided = true;
    decoder = chooseDecoder(head, part);
    yield decoder === undefined ? withoutByteOrderMark(head) : Buffer.from(decoder.decode(head, { stream: true }));
  }
  if (!decided) decoder = chooseDecoder(head, part);
  if (!decided)
    yield decoder === undefined ? withoutByteOrderMark(head) : Buffer.from(decoder.decode(head, { stream: true }));
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

function chooseDecoder(head: Buffer, part: string): TextDecoder | undefined {
  const utf16 = utf16Starts.find(({ first, second }) => head[0] === first && head[1] === second);
  if (utf16 !== undefined) return new TextDecoder(utf16.encoding);
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/
    .exec(withoutByteOrderMark(head).toString('latin1', 0, declarationBytes))?.[1]
    ?.toLowerCase();
  if (declared === undefined || utf8Names.has(declared)) return undefined;
  if (declared.startsWith('utf-16')) return undefined; // the declaration itself is in single bytes
  try {
    return new TextDecoder(declared);
  } catch {
    throw new WorkbookRefused('corrupt', { part });
  }
}

function withoutByteOrderMark(head: Buffer): Buffer {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
