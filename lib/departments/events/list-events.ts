import { z } from 'zod';
import type { listEventsRoute } from '../../../schemas/departments/event-routes.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermittedForAll } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { eventOrder } from '../../kernel/event-order.ts';
import type { EventQuery } from '../../kernel/event-query.ts';
import { dayInShanghai, secondsAfter, startOfDay } from '../../kernel/instant.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';

export type ListEventsPorts = ActorPorts & {
  /** The newest first; eventually consistent. */
  readonly searchEvents: (query: EventQuery) => AsyncIterable<EventRecord>;
  readonly now: () => Instant;
};

type Filters = Omit<RouteInput<typeof listEventsRoute>['query'], 'cursor' | 'limit'>;

const maxExamined = 1_000;
const daySeconds = 24 * 3600;

/** Lists events that the caller may see, the newest first. A page examines at most 1,000 and may be short. */
export async function listEvents({ caller, query }: RouteInput<typeof listEventsRoute>, ports: ListEventsPorts) {
  const { cursor, limit, ...asked } = query;
  const filters = isPermittedForAll(caller, 'read-events') ? asked : { ...asked, department: caller.department };
  const scope = `events/${[filters.day, filters.department, filters.dataset, filters.eventKind, filters.entities].join('/')}`;
  const before = cursor === undefined ? undefined : readCursor(scope, z.string(), cursor);
  if (before === null) return refused('cursor-not-valid');

  const items: EventRecord[] = [];
  let examined = 0;
  let next: string | undefined;
  let last: string | undefined;
  for await (const event of ports.searchEvents(toEventQuery(filters, before, ports.now()))) {
    if (items.length === limit || examined === maxExamined) {
      next = last;
      break;
    }
    examined += 1;
    last = eventOrder(event);
    if (fits(event, filters)) items.push(event);
  }
  const actors = await nameActors(
    caller,
    items.map(({ by }) => by),
    ports,
  );
  return { items, actors, ...definedOnly({ next: next === undefined ? undefined : writeCursor(scope, next) }) };
}

/** By the narrowest index; the rest is filtered. */
function toEventQuery(
  { day, department, dataset, entities }: Filters,
  before: string | undefined,
  now: Instant,
): EventQuery {
  const bounds = {
    from: day === undefined ? undefined : startOfDay(day),
    before: before ?? (day === undefined ? undefined : secondsAfter(startOfDay(day), daySeconds)),
  };
  if (entities !== undefined) return { by: 'entities', entities, ...bounds };
  if (dataset !== undefined) return { by: 'dataset', dataset, ...bounds };
  if (department !== undefined) return { by: 'department', department, ...bounds };
  return { by: 'day', day: day ?? dayInShanghai(now), before };
}

function fits(event: EventRecord, { department, dataset, eventKind }: Filters): boolean {
  return (
    (department === undefined || event.department === department) &&
    (dataset === undefined || event.dataset === dataset) &&
    (eventKind === undefined || event.kind === eventKind)
  );
}
