import { z } from 'zod';
import { Finding } from '../../../schemas/collection/finding.ts';
import type { listFindingsRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { DeliveryRepository, StagingStore } from '../ports.ts';
import { findingsKey } from '../staging.ts';

export type ListFindingsPorts = {
  readonly deliveries: Pick<DeliveryRepository, 'read'>;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
};

/** Chunk, from 1, and line in the chunk, from 0. */
const Position = z.tuple([z.int().min(1), z.int().min(0)]);

/** Lists findings in the order of the rows. Refuses until the delivery was ingested. */
export async function listFindings(
  { caller, params, query }: RouteInput<typeof listFindingsRoute>,
  ports: ListFindingsPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  const { staged } = delivery;
  if (staged === undefined) return refused('findings-not-ready');
  const scope = `findings/${delivery.id}/${staged.prefix}`;
  const start = query.cursor === undefined ? ([1, 0] as const) : readCursor(scope, Position, query.cursor);
  if (start === null) return refused('cursor-not-valid');

  const items: Finding[] = [];
  let [chunk, offset] = start;
  for (; chunk <= staged.findingChunks; chunk += 1, offset = 0) {
    let position = 0;
    for await (const line of ports.stagingStore.readLines(findingsKey(staged.prefix, chunk))) {
      if (position >= offset) {
        if (items.length === query.limit)
          return { items, truncated: staged.truncated, next: writeCursor(scope, [chunk, position]) };
        items.push(Finding.parse(JSON.parse(line)));
      }
      position += 1;
    }
  }
  return { items, truncated: staged.truncated };
}
