import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { objectionActionNames, objectionStateNames } from '../../../schemas/sharing/names.ts';
import type { takeObjectionStepRoute } from '../../../schemas/sharing/objection-routes.ts';
import { findObjection, viewObjection } from './find-objection.ts';
import type { ObjectionPorts } from './ports.ts';
import { saveObjection } from './save-objection.ts';
import { sidesOf } from './sides-of.ts';
import { takeStep } from './take-step.ts';
import { mayAct } from './transitions.ts';
import { whoFetched } from './who-fetched.ts';

/** Takes one step of an objection. Acceptance names the departments that fetched the record, so that they are told. */
export async function stepObjection(
  {
    caller,
    params,
    body,
    requestId,
  }: Pick<RouteInput<typeof takeObjectionStepRoute>, 'caller' | 'params' | 'body' | 'requestId'>,
  ports: ObjectionPorts,
) {
  const objection = await findObjection(caller, params.objection, ports);
  if (isRefused(objection)) return objection;
  const { action } = body.step;
  if (!sidesOf(caller, objection).some((side) => mayAct(action, objection, side)))
    return refused('objection-step-not-allowed', {
      state: objectionStateNames[objection.state],
      action: objectionActionNames[action],
    });
  if (objection.lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const context = { by: caller.subject, department: caller.department, at: ports.now() };
  const taken = takeStep(objection, body.step, context);
  const next = action === 'accept' ? { ...taken, informed: await whoFetched(objection, ports) } : taken;
  const fault = await saveObjection(next, objection, ports);
  return fault === null ? await viewObjection({ caller, requestId }, next, ports) : refused(fault);
}
