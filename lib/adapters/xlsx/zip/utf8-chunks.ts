import { TextDecoder } from 'node:util';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const declarationBytes = 200;

/** The same text as UTF-8 without a byte-order mark, whatever encoding the part is written in (XML 1.0, appendix F). */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>, part: string): AsyncGenerator<Uint8Array> {
  let head: Buffer = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  let decided = false;
  for await (const chunk of chunks) {
    if (decided) {
      yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
      continue;
    }
    head = head.length === 0 ? viewOf(chunk) : Buffer.concat([head, chunk]);
    if (head.length < declarationBytes) continue;
    decided = true;
    decoder = decoderFor(head, part);
    yield decoder === undefined ? withoutMark(head) : Buffer.from(decoder.decode(head, { stream: true }));
  }
  if (!decided) decoder = decoderFor(head, part);
  if (!decided) yield decoder === undefined ? withoutMark(head) : Buffer.from(decoder.decode(head, { stream: true }));
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}

/** `undefined`: it is UTF-8 already, and stays as it is. */
function decoderFor(head: Buffer, part: string): TextDecoder | undefined {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) return new TextDecoder('utf-16le');
  if ((head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c)) return new TextDecoder('utf-16be');
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/
    .exec(withoutMark(head).toString('latin1', 0, declarationBytes))?.[1]
    ?.toLowerCase();
  if (declared === undefined || declared === 'utf-8' || declared === 'utf8' || declared === 'us-ascii')
    return undefined;
  if (declared.startsWith('utf-16')) return undefined; // it says so, in single bytes: not true
  try {
    return new TextDecoder(declared);
  } catch {
    throw new WorkbookRefused('corrupt', { part });
  }
}

function withoutMark(head: Buffer): Buffer {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
