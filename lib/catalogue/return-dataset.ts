import type { returnDatasetRoute } from '../../schemas/catalogue/routes.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { InputOf, OutputOf, RefusalOf } from '../../schemas/kernel/route.ts';
import { applyTransition } from './apply-transition.ts';
import { checkTransition } from './check-transition.ts';
import type { ChangingPorts } from './ports.ts';
import { faultsNow } from './validate-entry.ts';

type Route = typeof returnDatasetRoute;

/** The centre gives a version back with a reason, before or after registering it. */
export async function returnDataset(
  { caller, params, body }: InputOf<Route>,
  ports: ChangingPorts,
): Promise<OutputOf<Route> | RefusalOf<Route>> {
  const transition = checkTransition(
    await ports.entry(params.dataset),
    { ...params, lockVersion: body.lockVersion },
    'return',
    caller,
  );
  if (isRefused(transition)) return transition;
  const faults = await faultsNow(transition.open.content, transition.entry.code, ports);
  return await applyTransition(transition, 'return', caller, body.reason, faults, ports);
}
