import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { ApplicationView } from '../../../schemas/sharing/application-routes.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { nameActors } from '../../kernel/name-actors.ts';
import type { ApplicationPorts } from './ports.ts';
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

/** What a caller sees of an application, and may do. */
export async function viewApplication(
  caller: Caller,
  application: Application,
  ports: Pick<ApplicationPorts, 'account' | 'departmentName'>,
): Promise<ApplicationView> {
  const { createdBy, transitions, state } = application;
  const actions = new Set(sidesOf(caller, application).flatMap((side) => actionsOf(state, side)));
  return {
    ...application,
    actors: await nameActors(caller, [createdBy, ...transitions.map(({ by }) => by)], ports),
    actions: [...actions],
  };
}
