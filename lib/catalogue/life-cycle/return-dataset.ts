import type { returnDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { validateEntry } from '../content/validate-entry.ts';
import type { ChangingPorts } from '../ports.ts';
import { applyTransition } from './apply-transition.ts';
import { checkTransition } from './check-transition.ts';

type Route = typeof returnDatasetRoute;

/** Returns a version with a reason, before or after registration. */
export async function returnDataset(
  { caller, params, body }: RouteInput<Route>,
  ports: ChangingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = checkTransition(
    await ports.entry(params.dataset),
    { ...params, lockVersion: body.lockVersion },
    'return',
    caller,
  );
  if (isRefused(transition)) return transition;
  const faults = await validateEntry(transition.open.content, transition.entry.code, ports);
  return await applyTransition(transition, { transition: 'return', caller, reason: body.reason, faults }, ports);
}
