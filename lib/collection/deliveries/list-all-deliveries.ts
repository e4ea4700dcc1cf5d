import { toListedDelivery } from '../../../schemas/collection/delivery-record.ts';
import { DeliveryId, DeliveryStatus, type ListedDelivery } from '../../../schemas/collection/delivery.ts';
import type { listAllDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermittedForAll } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { firstUlid } from '../../kernel/first-ulid.ts';
import { secondsAfter, startOfDay } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { DeliveryRepository, DeliverySearch } from '../ports.ts';

type Query = RouteInput<typeof listAllDeliveriesRoute>['query'];

export type ListAllDeliveriesPorts = {
  readonly deliveries: Pick<DeliveryRepository, 'read' | 'listByDataset'> & DeliverySearch;
};

const maxExamined = 1_000;
const readConcurrency = 16;
const datasetPageSize = 100;

/** Lists the deliveries that the caller may see: a department's own, whatever department it asks for. */
export async function listVisibleDeliveries(
  { caller, query }: Pick<RouteInput<typeof listAllDeliveriesRoute>, 'caller' | 'query'>,
  ports: ListAllDeliveriesPorts,
) {
  const visible = isPermittedForAll(caller, 'read-delivery') ? query : { ...query, department: caller.department };
  return await listAllDeliveries({ query: visible }, ports);
}

/** Lists all departments' deliveries, the newest first. A page examines at most 1,000 and may be short. */
export async function listAllDeliveries({ query }: { readonly query: Query }, ports: ListAllDeliveriesPorts) {
  const { cursor, limit, ...filters } = query;
  const scope = `all-deliveries/${scopeOf(filters)}`;
  const after = cursor === undefined ? undefined : readCursor(scope, DeliveryId, cursor);
  if (after === null) return refused('cursor-not-valid');
  const bounds = idsOf(filters);
  const found: string[] = [];
  let examined = 0;
  let last: string | undefined;
  let hasMore = false;
  for await (const listed of candidates(filters, after ?? bounds.before, ports.deliveries)) {
    if (listed.id < bounds.from) break;
    if (listed.id === last) continue; // Its status is just changing: it stands in two lists.
    if (found.length === limit || examined === maxExamined) {
      hasMore = true;
      break;
    }
    examined += 1;
    last = listed.id;
    if (fits(listed, filters)) found.push(listed.id);
  }
  const records = await mapWithConcurrency(readConcurrency, found, ports.deliveries.read);
  // The index lags: the table tells the status of this moment.
  const items = records.flatMap((record) =>
    record === null || !fits(record, filters) ? [] : [toListedDelivery(record)],
  );
  return { items, ...definedOnly({ next: hasMore && last !== undefined ? writeCursor(scope, last) : undefined }) };
}

type Filters = Omit<Query, 'cursor' | 'limit'>;

/** A cursor belongs to its filters. */
function scopeOf({ status, department, dataset, channel, day, from, to }: Filters): string {
  return [status, department, dataset, channel, day, from, to].map((filter) => filter ?? '').join('/');
}

function fits(delivery: ListedDelivery, { status, department, dataset, channel }: Filters): boolean {
  return (
    (status === undefined || delivery.status === status) &&
    (department === undefined || delivery.department === department) &&
    (dataset === undefined || delivery.dataset === dataset) &&
    (channel === undefined || delivery.channel === channel)
  );
}

/** Ids begin with the time of registration. */
function idsOf({ day, from = day, to = day }: Filters): { readonly from: string; readonly before: string | undefined } {
  return {
    from: from === undefined ? '' : firstUlid(startOfDay(from)),
    before: to === undefined ? undefined : firstUlid(secondsAfter(startOfDay(to), 24 * 3600)),
  };
}

/** The newest first, by the narrowest index. */
function candidates(
  { status, dataset }: Filters,
  before: string | undefined,
  deliveries: ListAllDeliveriesPorts['deliveries'],
): AsyncIterable<ListedDelivery> {
  if (dataset !== undefined) return ofDataset(dataset, { before, status }, deliveries);
  if (status !== undefined) return deliveries.listByStatus(status, before);
  return newestFirst(DeliveryStatus.options.map((each) => deliveries.listByStatus(each, before)));
}

async function* ofDataset(
  dataset: string,
  { before, status }: { readonly before: string | undefined; readonly status: DeliveryStatus | undefined },
  deliveries: ListAllDeliveriesPorts['deliveries'],
): AsyncGenerator<ListedDelivery> {
  for (let last = before; ;) {
    const page = await deliveries.listByDataset(dataset, {
      limit: datasetPageSize,
      ...definedOnly({ before: last, status }),
    });
    yield* page;
    if (page.length < datasetPageSize) return;
    last = page.at(-1)?.id;
  }
}

/** Merges lists that each have the newest first. */
async function* newestFirst(lists: readonly AsyncIterable<ListedDelivery>[]): AsyncGenerator<ListedDelivery> {
  const iterators = lists.map((list) => list[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
    for (;;) {
      const newest = indexOfNewest(heads);
      const head = heads[newest];
      const iterator = iterators[newest];
      if (head === undefined || iterator === undefined || head.done === true) return;
      yield head.value;
      heads[newest] = await iterator.next();
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.();
  }
}

/** -1 when all have ended. */
function indexOfNewest(heads: readonly IteratorResult<ListedDelivery>[]): number {
  let newest = -1;
  let newestId = '';
  for (const [index, head] of heads.entries()) {
    if (head.done === true || head.value.id <= newestId) continue;
    newest = index;
    newestId = head.value.id;
  }
  return newest;
}
