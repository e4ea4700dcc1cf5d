import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { SharingLimits } from '../../../schemas/sharing/limits.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { warningEvent } from '../applications/application-events.ts';
import type { ApplicationRepository } from '../applications/ports.ts';
import { waitsFor } from '../applications/transitions.ts';
import { newestFirst } from '../newest-first.ts';
import { dueWarnings } from './due-warnings.ts';

export type WarnOfEndsPorts = Pick<ApplicationRepository, 'listApplications' | 'saveApplication'> & {
  readonly limits: () => Promise<SharingLimits>;
  readonly now: () => Instant;
};

/**
 * Leaves an event for each grant that ends in one of the city's numbers of days (`warnDaysBeforeEnd`), unless another
 * grant follows on it. What was warned of is part of the same write: a run that is repeated, or comes after one that
 * died, warns of the rest. After days without a run a grant is warned once, of the most urgent. An unreadable item is
 * reported and passed over, and a failure is thrown after the rest; a grant that somebody else changes meanwhile is left
 * to the next run.
 */
export async function warnOfEnds(ports: WarnOfEndsPorts): Promise<void> {
  const { warnDaysBeforeEnd } = await ports.limits();
  const renewed = new Set<string>();
  const attempts: PromiseSettledResult<void>[] = [];
  for await (const application of newestFirst(ports.listApplications, accepts)) {
    const { renews, grant, id } = application;
    // A renewal is newer than what it follows on: it was seen before.
    if (renews !== undefined && grant !== undefined && grant.revoked === undefined) renewed.add(renews);
    const due = renewed.has(id) ? [] : dueWarnings(application, warnDaysBeforeEnd, dayInShanghai(ports.now()));
    const [days] = due;
    if (days !== undefined) attempts.push(...(await Promise.allSettled([warn(application, { days, due }, ports)])));
  }
  for (const attempt of attempts) if (attempt.status === 'rejected') throw attempt.reason;
}

const accepts = ({ grant }: Application): boolean => grant !== undefined;

async function warn(
  application: Application,
  { days, due }: { readonly days: number; readonly due: readonly number[] },
  { saveApplication, now }: WarnOfEndsPorts,
): Promise<void> {
  const { warnedDays = [], lockVersion } = application;
  await saveApplication(
    { ...application, warnedDays: [...warnedDays, ...due], lockVersion: lockVersion + 1 },
    { event: warningEvent(application, { at: now(), days }), waitsFor: waitsFor(application) },
  );
}
