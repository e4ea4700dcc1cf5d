import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';

/** Ends an application that the applicant did not complete in time. */
export function lapse(application: Application, at: Instant): Application {
  const { state: from, transitions, consumer: department, lockVersion } = application;
  const transition = { action: 'lapse', from, to: 'lapsed', at, by: 'platform', department } as const;
  return { ...application, state: 'lapsed', transitions: [...transitions, transition], lockVersion: lockVersion + 1 };
}
