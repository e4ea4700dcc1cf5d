import type { DepartmentPeople, PeopleView } from '../../../schemas/departments/people.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { nextUpdate, type NextUpdate } from '../../kernel/update-cycle.ts';

const yearly = '7';

/** A confirmation holds for a year; it is asked for 30 days before, by the rule of yearly updates. */
export function nextConfirmation({ confirmed }: Pick<DepartmentPeople, 'confirmed'>, today: Day): NextUpdate | null {
  return nextUpdate(yearly, dayInShanghai(confirmed.at), today);
}

/** People as they are shown, with the day by which they are to be confirmed again. */
export function toPeopleView(department: string, people: DepartmentPeople | undefined, today: Day): PeopleView {
  const next = people === undefined ? null : nextConfirmation(people, today);
  return {
    department,
    ...(people === undefined ? {} : { people }),
    ...(next === null ? {} : { confirmBy: next.due }),
  };
}
