import type { submitDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { validateEntry, contentRefused } from '../content/validate-entry.ts';
import type { ChangingPorts } from '../ports.ts';
import { applyTransition } from './apply-transition.ts';
import { checkTransition } from './check-transition.ts';

type Route = typeof submitDatasetRoute;

/** Refuses with all faults of the content. */
export async function submitDataset(
  { caller, params, body }: RouteInput<Route>,
  ports: ChangingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = checkTransition(
    await ports.entry(params.dataset),
    { ...params, lockVersion: body.lockVersion },
    'submit',
    caller,
  );
  if (isRefused(transition)) return transition;
  const faults = await validateEntry(transition.open.content, transition.entry.code, ports);
  if (faults.length > 0) return contentRefused(faults, '/content');
  return await applyTransition(transition, { transition: 'submit', caller, reason: body.reason, faults }, ports);
}
