import { z } from 'zod';
import { type BatchEntry, isImpossible } from '../../../schemas/certificates/batch.ts';
import type { readBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { BatchRepository } from './ports.ts';
import { accountsIn, linesPerPiece, toBatch } from './to-batch.ts';

export type ReadBatchPorts = ActorPorts & { readonly batches: Pick<BatchRepository, 'read' | 'piece'> };

/** Returns a batch and a page of its lines, or of those that cannot be applied. */
export async function readBatch(
  { caller, params, query }: RouteInput<typeof readBatchRoute>,
  { batches, ...actorPorts }: ReadBatchPorts,
) {
  const batch = await batches.read(params.batch);
  if (batch === null || !isPermitted(caller, 'read-batch', batch.department))
    return refused('batch-not-found', { batch: params.batch });
  const scope = `batch/${batch.id}/${query.lines}`;
  const after = query.cursor === undefined ? 0 : readCursor(scope, z.int(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  // One more than asked for tells whether there is a next page.
  const found: BatchEntry[] = [];
  for (
    let piece = Math.floor(after / linesPerPiece) + 1;
    piece <= batch.pieces && found.length <= query.limit;
    piece += 1
  ) {
    const entries = (await batches.piece(batch.id, piece)).filter(
      (entry) => entry.line > after && (query.lines === 'all' || isImpossible(entry)),
    );
    found.push(...entries.map(({ certificate: _certificate, ...entry }) => entry));
  }
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const next = last === undefined || found.length <= query.limit ? undefined : writeCursor(scope, last.line);
  const actors = await nameActors(caller, accountsIn(batch), actorPorts);
  return { batch: toBatch(batch), actors, items, ...definedOnly({ next }) };
}
