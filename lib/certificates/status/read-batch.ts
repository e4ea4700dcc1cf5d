import { z } from 'zod';
import type { BatchEntry } from '../../../schemas/certificates/batch.ts';
import type { readBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { BatchRepository } from './ports.ts';
import { linesPerPiece } from './prepare-batch.ts';
import { toBatch } from './to-batch.ts';

export type ReadBatchPorts = { readonly batches: Pick<BatchRepository, 'read' | 'piece'> };

/** Returns a batch and a page of its lines. */
export async function readBatch(
  { caller, params, query }: RouteInput<typeof readBatchRoute>,
  { batches }: ReadBatchPorts,
) {
  const batch = await batches.read(params.batch);
  if (batch === null || !isPermitted(caller, 'read-batch', batch.department))
    return refused('batch-not-found', { batch: params.batch });
  const scope = `batch/${batch.id}`;
  const after = query.cursor === undefined ? 0 : readCursor(scope, z.int(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const items: BatchEntry[] = [];
  for (
    let piece = Math.floor(after / linesPerPiece) + 1;
    piece <= batch.pieces && items.length < query.limit;
    piece += 1
  ) {
    const entries = (await batches.piece(batch.id, piece))
      .filter(({ line }) => line > after)
      .slice(0, query.limit - items.length);
    items.push(...entries.map(({ certificate: _certificate, ...entry }) => entry));
  }
  const last = items.at(-1)?.line ?? after;
  const next = last < batch.counts.requested ? writeCursor(scope, last) : undefined;
  return { batch: toBatch(batch), items, ...definedOnly({ next }) };
}
