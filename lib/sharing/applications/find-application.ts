import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { ApplicationView } from '../../../schemas/sharing/application-routes.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { nameActors } from '../../kernel/name-actors.ts';
import { caseClock } from '../clocks/due-telling.ts';
import { applicationClock, clockContext } from './application-clock.ts';
import type { ApplicationPorts, ClockPorts } from './ports.ts';
import { sidesOf } from './sides-of.ts';
import { actionsOf } from './transitions.ts';

/** Refuses an application that the caller must not know of like one that is not there. */
export async function findApplication(
  caller: Caller,
  id: string,
  { application: read }: Pick<ApplicationPorts, 'application'>,
) {
  const application = await read(id);
  return application !== undefined && sidesOf(caller, application).length > 0
    ? application
    : refused('application-not-found', { application: id });
}

export type ViewPorts = ClockPorts & Pick<ApplicationPorts, 'account' | 'departmentName'>;

/** What a caller sees of an application, and may do. */
export async function viewApplication(
  caller: Caller,
  application: Application,
  ports: ViewPorts,
): Promise<ApplicationView> {
  const { clockTold, ...shown } = application;
  const { createdBy, transitions, state, attachments = [] } = application;
  const actions = new Set(sidesOf(caller, application).flatMap((side) => actionsOf(state, side)));
  const clock = applicationClock(application, await clockContext(ports));
  const escalatedOn = clock === undefined ? undefined : caseClock(clock, clockTold, state).escalatedOn;
  return {
    ...shown,
    actors: await nameActors(
      caller,
      [createdBy, ...transitions.map(({ by }) => by), ...attachments.map(({ addedBy }) => addedBy)],
      ports,
    ),
    actions: [...actions],
    ...definedOnly({ clock, escalatedOn }),
  };
}
