import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { chineseDay, startOfDay } from '../../kernel/instant.ts';
import { nextConfirmation } from '../people/confirm-by.ts';
import type { FoundTask } from './group-tasks.ts';

/** People who are missing, or whose yearly confirmation is due within 30 days; `null` when nothing is to be done. */
export function peopleTask(people: DepartmentPeople | undefined, today: Day): FoundTask | null {
  const base = { kind: 'people-to-confirm', title: '本部门的负责人和联系人', address: '/people' } as const;
  if (people === undefined)
    return {
      ...base,
      why: '还没有登记部门负责人和联系人，需要联系时找不到人。请登记姓名、分工和电话。',
      since: startOfDay(today),
    };
  const next = nextConfirmation(people, today);
  if (next === null || next.state === 'later') return null;
  const rule = `负责人和联系人每年确认一次，应在${chineseDay(next.due)}以前确认`;
  const why = next.daysLeft < 0 ? `${rule}，已超期 ${-next.daysLeft} 天。` : `${rule}。没有变动也请确认。`;
  return { ...base, why, since: people.confirmed.at, due: next.due };
}
