import type { HolidayTable } from '../../../schemas/departments/holidays.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { RecordChange } from '../ports.ts';

/** Reads are strongly consistent. */
export type HolidayRepository = {
  /** Of all years, ascending. */
  readonly holidayTables: () => Promise<readonly HolidayTable[]>;
  /** Replaces the year's table of `lockVersion - 1`; false when there is none of that version. */
  readonly saveHolidays: (table: HolidayTable) => Promise<boolean>;
};

export type HolidayPorts = HolidayRepository & {
  readonly now: () => Instant;
  readonly recordChange: RecordChange;
};
