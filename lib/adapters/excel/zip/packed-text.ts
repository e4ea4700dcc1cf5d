import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import type { PackedEntry } from './zip-entries.ts';

/**
 * Pieces are deflated each on their own and end on a byte, so they may simply be laid one after the other;
 * an empty last block closes the stream.
 */
const options = { level: 6, finishFlush: constants.Z_SYNC_FLUSH };
export const lastBlock: Uint8Array = Uint8Array.of(3, 0);

const deflate = promisify<Buffer, typeof options, Buffer>(deflateRaw);

/** Characters gathered before they are deflated: large enough for the window to pay, small enough to stay out of memory's way. */
const pieceLength = 256 * 1024;

/** Packs texts as they come; hands the packed pieces on one behind, so that packing one and writing the next overlap. */
export async function* packedPieces(
  texts: AsyncIterable<string> | Iterable<string>,
  seen: (piece: Buffer) => void,
): AsyncGenerator<Uint8Array> {
  let under: Promise<Buffer> | null = null;
  let gathered = '';
  const pack = (text: string): Promise<Buffer> => {
    const piece = Buffer.from(text, 'utf8');
    seen(piece);
    const packing = deflate(piece, options);
    packing.catch(() => undefined); // awaited below; here only so that an earlier failure does not leave it unheard
    return packing;
  };
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < pieceLength) continue;
    const before: Promise<Buffer> | null = under;
    under = pack(gathered);
    gathered = '';
    if (before !== null) yield await before;
  }
  if (under !== null) yield await under;
  if (gathered !== '') yield await pack(gathered);
  yield lastBlock;
}

/** A text that grows on the side while another part of the workbook is written; only its packed form is held. */
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

export function packText(name: string, text: string): PackedEntry {
  const packed = new PackedText();
  packed.append(text);
  return packed.entry(name);
}
