import { z } from 'zod';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { Finding, type FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { listFindingsRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { Clock, DeliveryRepository, StagingStore } from '../ports.ts';
import { areFindingsExpired } from '../retention/is-over.ts';
import { findingsKey } from '../staging.ts';

export type ListFindingsPorts = Clock & {
  readonly deliveries: Pick<DeliveryRepository, 'read'>;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly findingsDays: number;
};

/** 0 while errors are listed, then 1; chunk, from 1; line in the chunk, from 0. */
const Position = z.tuple([z.int().min(0).max(1), z.int().min(1), z.int().min(0)]);
type Position = z.infer<typeof Position>;

const severities: readonly FindingSeverity[] = ['error', 'warning'];

/** A page reads at most so many chunks of 1,000 findings: errors may be rare. */
const maxChunksPerPage = 20;

/** Lists errors, then reminders, each in the order of the rows. Refuses until the delivery was ingested, and from FINDINGS_DAYS on. */
export async function listFindings(
  { caller, params, query }: RouteInput<typeof listFindingsRoute>,
  ports: ListFindingsPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  const { staged } = delivery;
  if (staged === undefined) return refused('findings-not-ready');
  if (staged.findingChunks > 0 && areFindingsExpired(delivery, ports))
    return refused('findings-expired', { days: ports.findingsDays });
  const scope = `findings/${delivery.id}/${staged.prefix}`;
  const start = query.cursor === undefined ? ([0, 1, 0] as const) : readCursor(scope, Position, query.cursor);
  if (start === null) return refused('cursor-not-valid');
  const { items, next } = await readPage(staged, { start, limit: query.limit }, ports.stagingStore);
  return {
    items,
    truncated: staged.truncated,
    ...(next === null ? {} : { next: writeCursor(scope, next) }),
  };
}

async function readPage(
  staged: Staged,
  { start, limit }: { readonly start: Readonly<Position>; readonly limit: number },
  stagingStore: Pick<StagingStore, 'readLines'>,
): Promise<{ readonly items: Finding[]; readonly next: Position | null }> {
  const items: Finding[] = [];
  let [phase, chunk, offset] = start;
  for (let read = 0; phase < severities.length; [phase, chunk] = [phase + 1, 1]) {
    for (; chunk <= staged.findingChunks; chunk += 1, offset = 0, read += 1) {
      if (read === maxChunksPerPage) return { items, next: [phase, chunk, offset] };
      let position = 0;
      for await (const line of stagingStore.readLines(findingsKey(staged.prefix, chunk))) {
        const finding = position >= offset ? Finding.parse(JSON.parse(line)) : null;
        if (finding?.severity === severities[phase]) {
          if (items.length === limit) return { items, next: [phase, chunk, position] };
          if (finding !== null) items.push(finding);
        }
        position += 1;
      }
    }
  }
  return { items, next: null };
}
