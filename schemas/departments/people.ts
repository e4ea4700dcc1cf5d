import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';
import { printableLine, shownLine } from '../kernel/printable-line.ts';
import { DepartmentId } from './department.ts';

export const maxContacts = 10;

/** Landlines with or without area code, mobile numbers, and extensions behind 转. */
export const OfficePhone = z
  .string()
  .trim()
  .regex(/^\+?\d[\d -]{5,18}\d(转\d{1,6})?$/, {
    error: '电话应为座机或手机号码，例如 0395-3177000；有分机的写在“转”字后，例如 0395-3177000转801。',
  });

/** What is written anew; it is personal data of an officer. */
export const NewPerson = z
  .object({ name: printableLine({ min: 2, max: 50 }), duty: printableLine({ min: 2, max: 100 }), phone: OfficePhone })
  .strict();
export type NewPerson = z.infer<typeof NewPerson>;

/** As it is stored. */
export const Person = z.object({ name: shownLine(), duty: shownLine(), phone: z.string() }).strict();
export type Person = z.infer<typeof Person>;

/** Who did it when: account and name. */
export const Step = z.object({ at: Instant, by: z.string().min(1), name: shownLine() }).strict();
export type Step = z.infer<typeof Step>;

/** Whom to call at a unit: the person who answers for it (部门负责人), and who does the work (联系人). */
export const DepartmentPeople = z
  .object({
    department: DepartmentId,
    inCharge: Person,
    contacts: z.array(Person).min(1).max(maxContacts),
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
    changed: Step,
    /** A change confirms, too. */
    confirmed: Step,
  })
  .strict();
export type DepartmentPeople = z.infer<typeof DepartmentPeople>;

/** `confirmBy` is the last day on which a confirmation is in time, a year after the last one. */
export const PeopleView = z
  .object({ department: DepartmentId, people: DepartmentPeople.optional(), confirmBy: Day.optional() })
  .strict();
export type PeopleView = z.infer<typeof PeopleView>;
