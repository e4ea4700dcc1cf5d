import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { xlsxMediaType } from '../../../schemas/collection/routes.ts';
import { maxFileBytes } from '../../../schemas/sharing/grant-file.ts';
import type { FileSheet, FileStore, WrittenFile } from '../../sharing/files/ports.ts';
import { streamTextWorkbook } from '../excel/rows/stream-rows.ts';
import { openUpload } from '../object-store/open-upload.ts';

class TooLarge extends Error {}

/** Gathers small texts: a write for each row costs more than the row. */
const pieceBytes = 256 * 1024;
const columnCharacters = 24;
const aboutWidths = [16, 80] as const;

/** Writes files of grants by way of the function's disk, and measures them while they are written. */
export function grantFileStore(client: S3Client, bucket: string, maxBytes: number = maxFileBytes): FileStore {
  const write = async (object: string, mediaType: string, pieces: AsyncIterable<Uint8Array>) => {
    try {
      return await openUpload(client, bucket, mediaType)(object, (output) => measured(pieces, output));
    } catch (error) {
      if (error instanceof TooLarge) return 'too-large';
      throw error;
    }
  };
  return {
    writeText: (object, mediaType, text) => write(object, mediaType, inPieces(text, maxBytes)),
    writeWorkbook: (object, sheet, rows) =>
      write(object, xlsxMediaType, streamTextWorkbook(toSheets(sheet, rows, maxBytes))),
  };
}

function toSheets({ name, header, about }: FileSheet, rows: AsyncIterable<readonly string[]>, maxBytes: number) {
  const widths = header.map(() => columnCharacters);
  return [
    { name, rows: withinLimit(header, rows, maxBytes), isFrozen: true, widths },
    { name: '说明', rows: [['说明', '内容'], ...about], isFrozen: false, widths: aboutWidths },
  ];
}

/** Of a cell beside its text: tags, reference, style. */
const cellBytes = 90;

async function* withinLimit(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
  maxBytes: number,
): AsyncGenerator<readonly string[]> {
  yield header;
  let bytes = 0;
  for await (const row of rows) {
    for (const cell of row) bytes += cellBytes + Buffer.byteLength(cell);
    if (bytes > maxBytes) throw new TooLarge();
    yield row;
  }
}

async function* inPieces(texts: AsyncIterable<string>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let gathered: string[] = [];
  let length = 0;
  let bytes = 0;
  for await (const text of texts) {
    gathered.push(text);
    length += text.length;
    if (length < pieceBytes) continue;
    const piece = Buffer.from(gathered.join(''), 'utf8');
    bytes += piece.length;
    if (bytes > maxBytes) throw new TooLarge();
    yield piece;
    gathered = [];
    length = 0;
  }
  const last = Buffer.from(gathered.join(''), 'utf8');
  if (bytes + last.length > maxBytes) throw new TooLarge();
  if (last.length > 0) yield last;
}

async function measured(pieces: AsyncIterable<Uint8Array>, output: Writable): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const seen = async function* () {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  await pipeline(Readable.from(seen(), { objectMode: false }), output);
  return { bytes, sha256: hash.digest('hex') };
}
