import type { Day } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { startOfDay } from '../../kernel/instant.ts';
import { addDays } from '../../kernel/working-days/working-calendar.ts';
import type { FoundTask } from './group-tasks.ts';

/** Days before its end from which a grant is a task of its consumer. */
const soonDays = 30;
/** A renewal that somebody has to decide on, or that was granted; a draft is not yet handed in. */
const goesOn: ReadonlySet<Application['state']> = new Set([
  'awaiting-approval',
  'awaiting-check',
  'awaiting-decision',
  'awaiting-completion',
  'awaiting-coordination',
  'granted',
]);

/** Grants of a consumer that end soon, until another goes on with them or they have ended. */
export function grantTasks(applications: readonly Application[], today: Day): FoundTask[] {
  const renewed = new Set(
    applications.flatMap(({ renews, state }) => (renews !== undefined && goesOn.has(state) ? [renews] : [])),
  );
  return applications.flatMap(({ id, grant }) => {
    if (grant === undefined || grant.revoked !== undefined || renewed.has(id)) return [];
    const { from, until, matter } = grant;
    const soon = addDays(until, -soonDays);
    const begins = soon > from ? soon : from;
    if (today < begins || today > until) return [];
    return [
      {
        kind: 'grants-ending' as const,
        title: `数据授权：${matter}`,
        why: '授权快要到期，到期以后不能再取得数据。仍然需要的，请打开授权申请续期；不再需要的，不必办理。',
        since: startOfDay(begins),
        due: until,
        address: `/grants/${id}`,
      },
    ];
  });
}
