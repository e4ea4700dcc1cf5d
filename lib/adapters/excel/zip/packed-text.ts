import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import type { PackedEntry } from './zip-entries.ts';

/** Pieces end on a byte and can be concatenated; an empty last block ends the stream. */
const options = { level: 6, finishFlush: constants.Z_SYNC_FLUSH };
export const lastBlock: Uint8Array = Uint8Array.of(3, 0);

const deflate = promisify<Buffer, typeof options, Buffer>(deflateRaw);

/** The length counts characters. */
const pieceLength = 256 * 1024;

/** Yields one piece behind: deflating overlaps with the making of the next piece. Bytes must be UTF-8. */
export async function* packedPieces(
  texts: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  seen: (piece: Buffer) => void,
): AsyncGenerator<Uint8Array> {
  let pending: Promise<Buffer> | null = null;
  let gathered: Uint8Array[] = [];
  let text = '';
  let length = 0;
  const endText = () => {
    if (text !== '') gathered.push(Buffer.from(text, 'utf8'));
    text = '';
  };
  const pack = (): Promise<Buffer> => {
    endText();
    const piece = Buffer.concat(gathered);
    gathered = [];
    length = 0;
    seen(piece);
    const packing = deflate(piece, options);
    packing.catch(() => undefined); // awaited below: prevents an unhandled rejection when another piece fails first
    return packing;
  };
  for await (const given of texts) {
    length += given.length;
    if (typeof given === 'string') text += given;
    else {
      endText();
      gathered.push(given);
    }
    if (length < pieceLength) continue;
    const before: Promise<Buffer> | null = pending;
    pending = pack();
    if (before !== null) yield await before;
  }
  if (pending !== null) yield await pending;
  if (length > 0) yield await pack();
  yield lastBlock;
}

export class PackedText {
  #gathered = '';
  readonly #packed: Uint8Array[] = [];
  #crc = 0;
  #size = 0;

  append(text: string): void {
    this.#gathered += text;
    if (this.#gathered.length >= pieceLength) this.#pack();
  }

  entry(name: string): PackedEntry {
    this.#pack();
    return { name, method: 8, crc: this.#crc, size: this.#size, packed: [...this.#packed, lastBlock] };
  }

  #pack(): void {
    if (this.#gathered === '') return;
    const piece = Buffer.from(this.#gathered, 'utf8');
    this.#gathered = '';
    this.#crc = crc32(piece, this.#crc);
    this.#size += piece.length;
    this.#packed.push(deflateRawSync(piece, options));
  }
}

/** Deflates a text held in memory, as UTF-8; `packedPieces` streams longer ones. */
export function packText(name: string, text: string): PackedEntry {
  const packed = new PackedText();
  packed.append(text);
  return packed.entry(name);
}
