import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { ApplicationSide } from './transitions.ts';

/** True until the centre has passed it on: the provider knows nothing of what ends before. */
export function isHiddenFromProvider({ transitions }: Pick<Application, 'transitions'>): boolean {
  return !transitions.some(({ to }) => to === 'awaiting-decision' || to === 'granted');
}

/** The sides of an application on which a caller stands; none for those who must not know that it exists. */
export function sidesOf(
  { department, roles }: Pick<Caller, 'department' | 'roles'>,
  application: Pick<Application, 'consumer' | 'provider' | 'transitions'>,
): readonly ApplicationSide[] {
  const isProvider =
    department === application.provider && roles.includes('provider') && !isHiddenFromProvider(application);
  return [
    ...(department === application.consumer ? (['applicant'] as const) : []),
    ...(roles.includes('operator') ? (['centre'] as const) : []),
    ...(isProvider ? (['provider'] as const) : []),
  ];
}
