import type { Day } from '../../../schemas/kernel/day.ts';

/** Of all grants together: about 5 MB. */
const maxSubjects = 50_000;

/** Which subjects of a grant were counted on a day, as far as a process knows. */
export type CountedToday = {
  readonly has: (grant: string, day: Day, subject: string) => boolean;
  readonly add: (grant: string, day: Day, subjects: Iterable<string>) => void;
};

/** Remembers the last day of each grant; forgets all at once when they are too many, which costs requests only. */
export function countedToday(): CountedToday {
  const grants = new Map<string, { readonly day: Day; readonly subjects: Set<string> }>();
  let remembered = 0;
  const open = (grant: string, day: Day): Set<string> => {
    const known = grants.get(grant);
    if (known?.day === day) return known.subjects;
    remembered -= known?.subjects.size ?? 0;
    const subjects = new Set<string>();
    grants.set(grant, { day, subjects });
    return subjects;
  };
  return {
    has: (grant, day, subject) => {
      const known = grants.get(grant);
      return known?.day === day && known.subjects.has(subject);
    },
    add: (grant, day, added) => {
      if (remembered > maxSubjects) {
        grants.clear();
        remembered = 0;
      }
      const subjects = open(grant, day);
      const before = subjects.size;
      for (const subject of added) subjects.add(subject);
      remembered += subjects.size - before;
    },
  };
}
