import { toDayNumber, toDay } from '../../../../lib/kernel/synthetic/day-numbers.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import type { CellFault } from './fault-injector.ts';

/** Makes days malformed, not on the calendar, or in the future. */
export function dayFaults(field: Field, today: Day): CellFault[] {
  const future = toDay(toDayNumber(today) + 200);
  switch (field.format) {
    case 'date':
    case 'date-or-open-end':
      return [
        { code: 'date-format', put: () => '去年冬天' },
        { code: 'date-not-real', put: () => '2019-02-30' },
        { code: 'date-incomplete', put: () => '2019年' },
        { code: 'date-ambiguous-serial', put: () => 45 },
        ...(field.past ? ([{ code: 'date-in-future', put: () => future }] satisfies CellFault[]) : []),
      ];
    case 'date-range':
      return [
        { code: 'date-range-format', put: () => '有效期三年' },
        { code: 'range-out-of-order', put: () => '2035.03.01-2015.03.01' },
      ];
    case 'date-time':
      return [{ code: 'date-time-format', put: () => '上午九点' }];
    case 'year-month':
      return [{ code: 'year-month-format', put: () => '去年三月' }];
    case 'year':
      return [{ code: 'year-format', put: () => '九十年代' }];
    default:
      return [];
  }
}
