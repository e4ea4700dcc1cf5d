import { z } from 'zod';
import type { DeliveryRecord, Staged, StagedDelivery } from '../../schemas/collection/delivery-record.ts';
import { Finding } from '../../schemas/collection/finding.ts';
import { RejectedRowLine } from '../../schemas/collection/sources/pull-manifest.ts';
import { RecordValues, type RecordVersion } from '../../schemas/records/record.ts';
import { JsonBytes } from '../kernel/json-bytes.ts';
import type { StagingStore } from './ports.ts';

const numbered = (number: number) => `${number}`.padStart(5, '0');

/** One per fencing token: an overtaken worker writes where nobody reads. */
export const stagedPrefix = (delivery: string, fencingToken: number) => `staged/${delivery}/${fencingToken}`;
/** Numbers parts from 1; a part holds record versions as gzipped NDJSON (`partLine`). */
export const partKey = (prefix: string, part: number) => `${prefix}/part-${numbered(part)}.ndjson.gz`;
/** Numbers chunks from 1; a chunk holds findings as gzipped NDJSON. */
export const findingsKey = (prefix: string, chunk: number) => `${prefix}/findings-${numbered(chunk)}.ndjson.gz`;
/** Numbers chunks from 1; a chunk holds the rejected rows of a pull (`RejectedRowLine`). */
export const rejectedKey = (prefix: string, chunk: number) => `${prefix}/rejected-${numbered(chunk)}.ndjson.gz`;
/** Keys the key hashes of rejected rows whose record is valid now. */
export const resolvedKey = (prefix: string) => `${prefix}/resolved.ndjson.gz`;
/** Keys the dataset's row index after the delivery (binary, kernel/hashing/index-format.ts). */
export const indexKey = (dataset: string, delivery: string, fencingToken: number) =>
  `indexes/${dataset}/${delivery}-${fencingToken}.bin`;
/** Keys what the delivery changes in its dataset (binary, kernel/hashing/change-format.ts). */
export const changeLogKey = (dataset: string, delivery: string, fencingToken: number) =>
  `changes/${dataset}/${delivery}-${fencingToken}.bin`;
/** Keys an annotated workbook: all rows, or only the rejected ones (`failed`). */
export const annotatedKey = (delivery: string, rows: 'all' | 'failed') => `annotated/${delivery}/${rows}.xlsx`;

/** Key hash, subject hash, values (absent when removed), row, page, sheet (absent for the first). */
export const StagedRecord = z
  .object({
    k: z.string(),
    s: z.string().optional(),
    v: RecordValues.optional(),
    r: z.int().optional(),
    p: z.int().optional(),
    h: z.string().optional(),
  })
  .strict();
export type StagedRecord = z.infer<typeof StagedRecord>;

const recordBatchSize = 500;

/** Reads at most 500 record versions at a time. */
export async function* readVersions(
  { id, dataset, seq, staged }: StagedDelivery,
  part: number,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<RecordVersion[]> {
  let batch: RecordVersion[] = [];
  for await (const line of stagingStore.readLines(partKey(staged.prefix, part))) {
    const { k, s, v, r, p, h = staged.sheet } = StagedRecord.parse(JSON.parse(line));
    // Not `definedOnly`, which costs a list of entries for each of a million records.
    batch.push({
      record: `${dataset}#${k}`,
      seq,
      removed: v === undefined,
      values: v ?? {},
      delivery: id,
      ...(r === undefined ? {} : { row: r }),
      ...(p === undefined ? {} : { page: p }),
      ...(r === undefined || h === undefined ? {} : { sheet: h }),
      ...(s === undefined ? {} : { subject: `${dataset}#${s}` }),
    });
    if (batch.length === recordBatchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Reads staged findings in the order in which they were found. */
export async function* stagedFindings(
  { prefix, findingChunks }: Pick<Staged, 'prefix' | 'findingChunks'>,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= findingChunks; chunk += 1) {
    for await (const line of stagingStore.readLines(findingsKey(prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}

/** Reads the rejected rows of a pull. */
export async function* readRejectedRowLines(
  { staged }: Pick<DeliveryRecord, 'staged'>,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<RejectedRowLine> {
  for (let chunk = 1; chunk <= (staged?.rejectedChunks ?? 0); chunk += 1) {
    for await (const line of stagingStore.readLines(rejectedKey(staged?.prefix ?? '', chunk)))
      yield RejectedRowLine.parse(JSON.parse(line));
  }
}

/** Bounds memory when lines are long. */
const maxChunkBytes = 8 * 1024 * 1024;
const bufferBytes = maxChunkBytes + 1024 * 1024;
const maxChunksInFlight = 2;

/** Chunks are numbered from 1. The bytes are reused once the promise settles. */
export type WriteChunk = (chunk: number, lines: Uint8Array<ArrayBuffer>) => Promise<void>;

/** `read` gives the bytes of a chunk that `write` has written. */
export type ChunkStore = {
  readonly write: WriteChunk;
  readonly read: (chunk: number) => Promise<Uint8Array<ArrayBuffer>>;
};

export function chunkStore(
  { writeLines, readChunk }: Pick<StagingStore, 'writeLines' | 'readChunk'>,
  keyOf: (chunk: number) => string,
): ChunkStore {
  return { write: (chunk, lines) => writeLines(keyOf(chunk), lines), read: (chunk) => readChunk(keyOf(chunk)) };
}

/** Writes chunks in the background. A failure throws at a later `write` or at `end`. */
export class LineChunks {
  readonly #lines: number;
  readonly #writeChunk: WriteChunk;
  readonly #free: JsonBytes[] = [];
  readonly #inFlight: { readonly bytes: JsonBytes; readonly done: Promise<void> }[] = [];
  /** Allocated with the first line: many deliveries have few. */
  #bytes: JsonBytes | null = null;
  #count = 0;
  #chunks = 0;

  constructor(lines: number, writeChunk: WriteChunk) {
    this.#lines = lines;
    this.#writeChunk = writeChunk;
  }

  get chunks(): number {
    return this.#chunks;
  }

  /** When full, `write` must be called before the next line. */
  get isFull(): boolean {
    return this.#count >= this.#lines || (this.#bytes?.length ?? 0) >= maxChunkBytes;
  }

  /** The caller writes the line's end too. */
  next(): JsonBytes {
    this.#count += 1;
    return (this.#bytes ??= this.#free.pop() ?? new JsonBytes(bufferBytes));
  }

  add(line: string): void {
    this.next().line(line);
  }

  /** Waits while two writes are pending. */
  async write(): Promise<void> {
    if (this.#inFlight.length >= maxChunksInFlight) await this.#oldest();
    this.#chunks += 1;
    const bytes = this.#bytes ?? new JsonBytes();
    const done = this.#writeChunk(this.#chunks, bytes.written);
    // `#oldest` awaits a rejection later; until then it must count as handled.
    done.catch(() => undefined);
    this.#inFlight.push({ bytes, done });
    this.#bytes = null;
    this.#count = 0;
  }

  async end(): Promise<void> {
    if (this.#count > 0) await this.write();
    while (this.#inFlight.length > 0) await this.#oldest();
  }

  async #oldest(): Promise<void> {
    const oldest = this.#inFlight.shift();
    if (oldest === undefined) return;
    await oldest.done;
    oldest.bytes.clear();
    this.#free.push(oldest.bytes);
  }
}

/** Hashes are four 32-bit words. */
export type PartRecord = {
  readonly key: Uint32Array;
  readonly subject: Uint32Array | null;
  readonly values: readonly (string | null)[];
};

/** `place` names a further sheet. */
export type RowPlace = {
  readonly row: number;
  readonly page?: number;
  readonly place?: { readonly sheet: string };
};

export type PartLine = (lines: JsonBytes, record: PartRecord, place: RowPlace) => void;

const asBytes = (text: string) => new TextEncoder().encode(text);
const openKey = asBytes('{"k":"');
const openSubject = asBytes('","s":"');
const openValues = asBytes('","v":{"');
const noValues = asBytes('","v":{},"r":');
const closeValues = asBytes('"},"r":');
const openPage = asBytes(',"p":');
const openSheet = asBytes(',"h":"');
const closeSheet = asBytes('"');
const close = asBytes('}\n');
const openRow = asBytes('","r":');

/**
 * Writes a new or changed record's line; empty fields are left out. `r` is the row, `p` the page of a pull, `h` a
 * further sheet of a workbook.
 *
 *   {"k":"<key hash>","s":"<subject hash>","v":{"id_number":"…","name":"…"},"r":12,"p":3}
 */
export function partLine(keys: readonly string[]): PartLine {
  const names = keys.map((key) => ({ first: asBytes(`${key}":"`), later: asBytes(`","${key}":"`) }));
  return (lines, { key, subject, values }, place) => {
    lines.raw(openKey);
    lines.hex(key);
    if (subject !== null) {
      lines.raw(openSubject);
      lines.hex(subject);
    }
    let filled = false;
    for (let i = 0; i < names.length; i += 1) {
      const value = values[i];
      const name = names[i];
      if (value === null || value === undefined || name === undefined) continue;
      if (!filled) lines.raw(openValues);
      lines.raw(filled ? name.later : name.first);
      lines.text(value);
      filled = true;
    }
    lines.raw(filled ? closeValues : noValues);
    writePlace(lines, place);
  };
}

/** Writes a removal: `{"k":"<key hash>","r":12}`. */
export function removalLine(lines: JsonBytes, key: Uint32Array, place: RowPlace): void {
  lines.raw(openKey);
  lines.hex(key);
  lines.raw(openRow);
  writePlace(lines, place);
}

function writePlace(lines: JsonBytes, { row, page, place }: RowPlace): void {
  lines.number(row);
  if (page !== undefined) {
    lines.raw(openPage);
    lines.number(page);
  }
  if (place !== undefined) {
    lines.raw(openSheet);
    lines.text(place.sheet);
    lines.raw(closeSheet);
  }
  lines.raw(close);
}
