import type { readSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository } from '../ports.ts';

/** Reads one source with its number of pending rejected rows. */
export async function readSource(
  { caller, params }: RouteInput<typeof readSourceRoute>,
  ports: FindSourcePorts & { readonly rejectedRows: Pick<RejectedRowRepository, 'countPending'> },
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  return { ...toSource(known.source), rejectedRowCount: await ports.rejectedRows.countPending(params) };
}
