import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { takeApplicationStepRoute } from '../../../schemas/sharing/application-routes.ts';
import type { Application, ApplicationAction } from '../../../schemas/sharing/application.ts';
import { applicationActionNames, applicationStateNames } from '../../../schemas/sharing/names.ts';
import { findSecondPersonObjection } from '../../kernel/second-person.ts';
import { transitionEvent } from './application-events.ts';
import { checkFilterValues } from './check-filter-values.ts';
import { findApplication, viewApplication } from './find-application.ts';
import type { ApplicationPorts } from './ports.ts';
import { publishedTarget } from './published-target.ts';
import { sidesOf } from './sides-of.ts';
import { takeStep } from './take-step.ts';
import { mayAct, waitsFor } from './transitions.ts';

/** Nobody who wrote the application decides on it, on whichever side. */
const bySecondPerson: ReadonlySet<ApplicationAction> = new Set(['approve', 'pass', 'decide', 'overrule']);

/** These compare the content with the catalogue. */
const byContent: ReadonlySet<ApplicationAction> = new Set(['submit', 'complete', 'pass', 'decide']);

/** Takes one step of an application; the grant that it may lead to is part of the same write. */
export async function stepApplication(
  { caller, params, body }: Pick<RouteInput<typeof takeApplicationStepRoute>, 'caller' | 'params' | 'body'>,
  ports: ApplicationPorts,
) {
  const application = await findApplication(caller, params.application, ports);
  if (isRefused(application)) return application;
  const { state, lockVersion } = application;
  const { action } = body.step;
  if (!sidesOf(caller, application).some((side) => mayAct(action, state, side)))
    return refused('transition-not-allowed', {
      state: applicationStateNames[state],
      action: applicationActionNames[action],
    });
  if (lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const objection = await objectionTo(action, caller.subject, application, ports);
  if (objection !== null) return refused(objection);
  const published = await publishedTarget(application, ports);
  const next = takeStep(application, body.step, {
    by: caller.subject,
    department: caller.department,
    at: ports.now(),
    published,
    valueFaults:
      published === null || !byContent.has(action)
        ? []
        : await checkFilterValues(application.content, published.version, ports.canonical),
  });
  if (isRefused(next)) return next;
  return (await ports.saveApplication(next, { event: transitionEvent(next), waitsFor: waitsFor(next) }))
    ? await viewApplication(caller, next, ports)
    : refused('changed-meanwhile');
}

async function objectionTo(
  action: ApplicationAction,
  checker: string,
  { writtenBy: makers }: Application,
  ports: Pick<ApplicationPorts, 'personBehind'>,
) {
  if (!bySecondPerson.has(action)) return null;
  return (await findSecondPersonObjection({ checker, makers }, ports)).objection;
}
