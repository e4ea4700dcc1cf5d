import type { approveDatasetRoute } from '../../schemas/catalogue/routes.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { InputOf, OutputOf, RefusalOf } from '../../schemas/kernel/route.ts';
import { applyTransition } from './apply-transition.ts';
import { checkTransition } from './check-transition.ts';
import type { ChangingPorts } from './ports.ts';
import { faultsNow, notValid } from './validate-entry.ts';

type Route = typeof approveDatasetRoute;

/** The centre registers a submitted version; code lists and departments may have changed since, so it is looked at again. */
export async function approveDataset(
  { caller, params, body }: InputOf<Route>,
  ports: ChangingPorts,
): Promise<OutputOf<Route> | RefusalOf<Route>> {
  const transition = checkTransition(
    await ports.entry(params.dataset),
    { ...params, lockVersion: body.lockVersion },
    'approve',
    caller,
  );
  if (isRefused(transition)) return transition;
  const faults = await faultsNow(transition.open.content, transition.entry.code, ports);
  if (faults.length > 0) return notValid(faults, '/content');
  return await applyTransition(transition, 'approve', caller, body.reason, faults, ports);
}
