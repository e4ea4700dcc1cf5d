import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { DepartmentPorts, RecordChange } from '../ports.ts';

export type PeopleRepository = {
  /** Strongly consistent. */
  readonly people: (department: string) => Promise<DepartmentPeople | undefined>;
  /** By department, those after `after`; `limit` at the most. */
  readonly listPeople: (page: {
    readonly after: string | undefined;
    readonly limit: number;
  }) => Promise<readonly DepartmentPeople[]>;
  /** Replaces those of `lockVersion - 1`; false when there are none of that version. */
  readonly savePeople: (people: DepartmentPeople) => Promise<boolean>;
};

export type PeoplePorts = PeopleRepository &
  Pick<DepartmentPorts, 'department'> & {
    readonly now: () => Instant;
    readonly recordChange: RecordChange;
  };
