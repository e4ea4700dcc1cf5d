import type { readSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { nameActors, type ActorPorts } from '../../../kernel/name-actors.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository } from '../ports.ts';

/** Reads one source with its number of pending rejected rows, and the names that the reader may know. */
export async function readSource(
  { caller, params }: RouteInput<typeof readSourceRoute>,
  ports: FindSourcePorts & ActorPorts & { readonly rejectedRows: Pick<RejectedRowRepository, 'countPending'> },
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const source = toSource(known.source);
  const { decisions, receipt, test, replay } = source;
  const accounts = [...decisions, receipt, test, replay].map((act) => act?.by);
  const [rejectedRowCount, actors] = await Promise.all([
    ports.rejectedRows.countPending(params),
    nameActors(caller, accounts, ports),
  ]);
  return { ...source, rejectedRowCount, actors };
}
