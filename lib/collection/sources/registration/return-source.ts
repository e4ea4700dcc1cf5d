import type { returnSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type { Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import { updateInState } from '../update-source.ts';

/** Returns a registration to the department. Refuses `source-state` and `changed-meanwhile`. */
export async function returnSource(
  { caller, params, body }: RouteInput<typeof returnSourceRoute>,
  ports: FindSourcePorts & Clock,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const returned = await updateInState(
    known.source,
    { kind: 'returned', by: caller.subject, at: ports.now(), reason: body.reason },
    ({ state }) => (state === 'registered' ? { state: 'returned' } : null),
    ports.sources,
  );
  return isRefused(returned) ? returned : toSource(returned);
}
