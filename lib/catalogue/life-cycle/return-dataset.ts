import type { returnDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { validateEntry } from '../content/validate-entry.ts';
import type { ReviewingPorts } from '../ports.ts';
import { applyTransition } from './apply-transition.ts';
import { checkReview } from './check-review.ts';

type Route = typeof returnDatasetRoute;

/** Returns a version with a reason, before or after registration. */
export async function returnDataset(
  { caller, params, body }: RouteInput<Route>,
  ports: ReviewingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = await checkReview(
    { ...params, lockVersion: body.lockVersion, transition: 'return' },
    caller,
    ports,
  );
  if (isRefused(transition)) return transition;
  const faults = await validateEntry(transition.open.content, transition.entry.code, ports);
  return await applyTransition(transition, { transition: 'return', caller, reason: body.reason, faults }, ports);
}
