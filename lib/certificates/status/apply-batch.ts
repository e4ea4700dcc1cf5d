import type { BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import { platformActor } from '../../../schemas/collection/delivery.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { batchEvent } from './batch-event.ts';
import { performOperation } from './perform-operation.ts';
import type { ApplyBatchPorts } from './ports.ts';
import { toBatchEntry, isPossible } from './to-batch-entry.ts';

const concurrency = 8;

/** Applies a piece of a batch; idempotent, as the certificates' events show what is applied. */
export async function applyBatch(
  { batch: id, piece }: { readonly batch: string; readonly piece: number },
  ports: ApplyBatchPorts,
): Promise<void> {
  const batch = await ports.batches.read(id);
  if (batch === null || batch.status !== 'applying') return;
  if (!batch.donePieces.includes(piece)) {
    const entries = await ports.batches.piece(id, piece);
    await ports.batches.writePiece(
      id,
      piece,
      await mapWithConcurrency(concurrency, entries, async (entry) => await applyEntry(entry, batch, ports)),
    );
  }
  const after = await ports.batches.markPiece(id, piece, secondsAfter(ports.now(), 2 * ports.leaseSeconds));
  if (after !== null && after.donePieces.length >= after.pieces) await finishBatch(after, ports);
}

async function applyEntry(
  entry: BatchEntryRecord,
  { id, operation, reason, preparedBy }: BatchRecord,
  ports: ApplyBatchPorts,
): Promise<BatchEntryRecord> {
  const { identifier, certificate } = entry;
  if (!isPossible(entry) || identifier === undefined || certificate === undefined) return entry;
  const done = await performOperation(
    certificate,
    identifier,
    { operation, reason, at: ports.now(), by: preparedBy, batch: id },
    ports,
  );
  if ('event' in done) return toBatchEntry(entry, 'done', { operation });
  const status = 'status' in done ? done.status : undefined;
  return toBatchEntry(entry, done.impossible, { operation, ...definedOnly({ status }) });
}

/** Counts the outcomes: requested = done + impossible. */
async function finishBatch(batch: BatchRecord, ports: ApplyBatchPorts): Promise<void> {
  let done = 0;
  for (let piece = 1; piece <= batch.pieces; piece += 1)
    done += (await ports.batches.piece(batch.id, piece)).filter(({ outcome }) => outcome === 'done').length;
  const { requested, possible } = batch.counts;
  const counts = { requested, possible, done, impossible: requested - done };
  const now = ports.now();
  await ports.batches.change(
    batch.id,
    'applying',
    { status: 'done', finishedAt: now, counts, dueAt: null },
    batchEvent({ ...batch, counts }, { from: 'applying', to: 'done', at: now, by: platformActor }),
  );
}
