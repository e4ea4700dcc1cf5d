import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { readGrantRoute, readGrantUsageRoute } from '../../../schemas/sharing/use-routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import { catalogueStanding } from './catalogue-standing.ts';
import { actorsOf, toGrantView } from './list-grants.ts';
import type { GrantReader, OpenGrantPorts, UsageCounter } from './ports.ts';

export type ReadGrantPorts = ActorPorts & GrantReader & Pick<OpenGrantPorts, 'now' | 'publishedVersions'>;
export type ReadGrantUsagePorts = GrantReader & Pick<OpenGrantPorts, 'now'> & { readonly counter: UsageCounter };

const shownDays = 30;
const daySeconds = 86_400;

/** Shows a grant to its two parties and the centre; to others there is none. */
export async function readGrant({ caller, params }: RouteInput<typeof readGrantRoute>, ports: ReadGrantPorts) {
  const grant = await findOwnGrant(caller, params.grant, ports);
  if (isRefused(grant)) return grant;
  return {
    grant: toGrantView(grant, dayInShanghai(ports.now())),
    catalogue: catalogueStanding(grant, await ports.publishedVersions(grant.dataset)),
    actors: await nameActors(caller, actorsOf(grant), ports),
  };
}

/** The meter of today and the 30 days before; both parties see the same. */
export async function readGrantUsage(
  { caller, params }: RouteInput<typeof readGrantUsageRoute>,
  ports: ReadGrantUsagePorts,
) {
  const grant = await findOwnGrant(caller, params.grant, ports);
  if (isRefused(grant)) return grant;
  const now = ports.now();
  const today = dayInShanghai(now);
  const days = await ports.counter.days(grant.id, dayInShanghai(secondsAfter(now, -shownDays * daySeconds)));
  return {
    quota: grant.quota,
    today: days.find(({ day }) => day === today) ?? { day: today, calls: 0, rows: 0, subjects: 0 },
    days: days.filter(({ day }) => day < today).slice(0, shownDays),
  };
}

/** Refuses to anybody but the two parties and the centre as if there were none. */
export async function findOwnGrant(caller: Caller, id: string, { grant: read }: GrantReader) {
  const grant = await read(id);
  if (grant === null) return refused('grant-not-found');
  const isTheirs = [grant.consumer, grant.provider].some((party) => isPermitted(caller, 'read-grant', party));
  return isTheirs ? grant : refused('grant-not-found');
}
