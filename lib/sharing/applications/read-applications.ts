import { z } from 'zod';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type {
  ApplicationListing,
  listApplicationsRoute,
  readApplicationRoute,
} from '../../../schemas/sharing/application-routes.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { caseClock } from '../clocks/due-telling.ts';
import { applicationClock, clockContext, type ClockContext } from './application-clock.ts';
import { findApplication, viewApplication, type ViewPorts } from './find-application.ts';
import type { ApplicationParty, ApplicationPorts, ClockPorts } from './ports.ts';
import { sidesOf } from './sides-of.ts';

/** Returns an application with what the caller may do. */
export async function readApplication(
  { caller, params }: Pick<RouteInput<typeof readApplicationRoute>, 'caller' | 'params'>,
  ports: ViewPorts & Pick<ApplicationPorts, 'application'>,
) {
  const application = await findApplication(caller, params.application, ports);
  return isRefused(application) ? application : await viewApplication(caller, application, ports);
}

/**
 * Lists applications of which the caller may know. Those that the provider does not see yet are passed over before
 * pages are counted: neither a short page nor a next one tells of them.
 */
export async function listApplications(
  { caller, query }: Pick<RouteInput<typeof listApplicationsRoute>, 'caller' | 'query'>,
  ports: Pick<ApplicationPorts, 'listApplications'> & ClockPorts,
) {
  const { cursor, limit, side, state, dataset } = query;
  const scope = `applications/${side}/${caller.department}/${state ?? ''}/${dataset ?? ''}`;
  const before = cursor === undefined ? undefined : readCursor(scope, z.ulid(), cursor);
  if (before === null) return refused('cursor-not-valid');
  const accepts = (application: Application): boolean =>
    sidesOf(caller, application).length > 0 &&
    (state ?? application.state) === application.state &&
    (dataset ?? application.dataset) === application.dataset;
  const found = await ports.listApplications({ of: partyOf(side, caller), accepts, before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const context = await clockContext(ports);
  const items = page.map((application) => toListing(application, context));
  return last === undefined || found.length <= limit ? { items } : { items, next: writeCursor(scope, last.id) };
}

function partyOf(
  side: RouteInput<typeof listApplicationsRoute>['query']['side'],
  { department, roles }: Caller,
): ApplicationParty {
  const isCentre = roles.includes('operator');
  if (side === 'waiting') return { waitsFor: isCentre ? 'centre' : department };
  if (side === 'of-our-data') return { provider: department };
  return side === 'all' && isCentre ? { all: true } : { consumer: department };
}

function toListing(application: Application, context: ClockContext): ApplicationListing {
  const { id, target, dataset, provider, consumer, state, createdAt, content, transitions, clockTold } = application;
  const clock = applicationClock(application, context);
  return {
    id,
    target,
    dataset,
    provider,
    consumer,
    state,
    createdAt,
    matter: content.matter,
    since: transitions.at(-1)?.at ?? createdAt,
    until: content.until,
    ...(clock === undefined ? {} : { clock: caseClock(clock, clockTold, state) }),
  };
}
