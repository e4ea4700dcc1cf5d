import type { approveDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { validateEntry, contentRefused } from '../content/validate-entry.ts';
import type { ReviewingPorts } from '../ports.ts';
import { applyTransition } from './apply-transition.ts';
import { checkReview } from './check-review.ts';

type Route = typeof approveDatasetRoute;

/** Validates again: code lists and departments may have changed. */
export async function approveDataset(
  { caller, params, body }: RouteInput<Route>,
  ports: ReviewingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const transition = await checkReview(
    { ...params, lockVersion: body.lockVersion, transition: 'approve' },
    caller,
    ports,
  );
  if (isRefused(transition)) return transition;
  const faults = await validateEntry(transition.open.content, transition.entry.code, ports);
  if (faults.length > 0) return contentRefused(faults, '/content');
  return await applyTransition(transition, { transition: 'approve', caller, reason: body.reason, faults }, ports);
}
