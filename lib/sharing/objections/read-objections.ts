import { z } from 'zod';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type {
  listObjectionsRoute,
  ObjectionListing,
  readObjectionRoute,
} from '../../../schemas/sharing/objection-routes.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { clockContext, type ClockContext } from '../applications/application-clock.ts';
import type { ClockPorts } from '../applications/ports.ts';
import { caseClock } from '../clocks/due-telling.ts';
import { findObjection, viewObjection, type ViewPorts } from './find-objection.ts';
import { objectionClock } from './objection-clock.ts';
import type { ObjectionParty, ObjectionPorts } from './ports.ts';
import { isInformed, sidesOf } from './sides-of.ts';

const readConcurrency = 8;

/** Returns an objection with what the caller may do. */
export async function readObjection(
  { caller, params, requestId }: Pick<RouteInput<typeof readObjectionRoute>, 'caller' | 'params' | 'requestId'>,
  ports: ViewPorts & Pick<ObjectionPorts, 'objection'>,
) {
  const objection = await findObjection(caller, params.objection, ports);
  return isRefused(objection) ? objection : await viewObjection({ caller, requestId }, objection, ports);
}

/** Lists objections of which the caller may know; others are passed over before pages are counted. */
export async function listObjections(
  { caller, query }: Pick<RouteInput<typeof listObjectionsRoute>, 'caller' | 'query'>,
  ports: Pick<ObjectionPorts, 'listObjections' | 'publishedVersion'> & ClockPorts,
) {
  const { cursor, limit, side, state, dataset } = query;
  const scope = `objections/${side}/${caller.department}/${state ?? ''}/${dataset ?? ''}`;
  const before = cursor === undefined ? undefined : readCursor(scope, z.ulid(), cursor);
  if (before === null) return refused('cursor-not-valid');
  const mayKnow = (objection: Objection): boolean =>
    side === 'concerns-us' ? isInformed(caller, objection) : sidesOf(caller, objection).length > 0;
  const accepts = (objection: Objection): boolean =>
    mayKnow(objection) &&
    (state ?? objection.state) === objection.state &&
    (dataset ?? objection.dataset) === objection.dataset;
  const found = await ports.listObjections({ of: partyOf(side, caller), accepts, before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const [context, labelOf] = await Promise.all([clockContext(ports), fieldLabels(page, ports)]);
  const items = page.map((objection) => ({ ...toListing(caller, objection, context), label: labelOf(objection) }));
  return last === undefined || found.length <= limit ? { items } : { items, next: writeCursor(scope, last.id) };
}

/** Reads the catalogue entry of each dataset once. */
async function fieldLabels(
  objections: readonly Objection[],
  { publishedVersion }: Pick<ObjectionPorts, 'publishedVersion'>,
): Promise<(objection: Objection) => string> {
  const datasets = [...new Set(objections.map(({ dataset }) => dataset))];
  const versions = new Map(
    await mapWithConcurrency(
      readConcurrency,
      datasets,
      async (dataset) => [dataset, await publishedVersion(dataset)] as const,
    ),
  );
  return ({ dataset, field }) => versions.get(dataset)?.content.fields.find(({ key }) => key === field)?.label ?? field;
}

function partyOf(
  side: RouteInput<typeof listObjectionsRoute>['query']['side'],
  { department, roles }: Caller,
): ObjectionParty {
  const isCentre = roles.includes('operator');
  if (side === 'waiting') return { waitsFor: isCentre ? 'centre' : department };
  if (side === 'of-our-data') return { provider: department };
  if (side === 'concerns-us') return { informed: department };
  return side === 'all' && isCentre ? { all: true } : { consumer: department };
}

function toListing(caller: Caller, objection: Objection, context: ClockContext): Omit<ObjectionListing, 'label'> {
  const { id, dataset, provider, consumer, field, state, createdAt, transitions, clockTold } = objection;
  const clock = objectionClock(objection, context);
  return {
    id,
    dataset,
    provider,
    field,
    state,
    createdAt,
    since: transitions.at(-1)?.at ?? createdAt,
    ...(clock === undefined ? {} : { clock: caseClock(clock, clockTold, state) }),
    ...(sidesOf(caller, objection).length > 0 ? { consumer } : {}),
  };
}
