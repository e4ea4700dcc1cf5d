import { z } from 'zod';
import { DatasetId, UpdateCycle } from '../catalogue/dataset-version.ts';
import { DepartmentId } from '../departments/department.ts';
import { Person, Step } from '../departments/people.ts';
import { Day } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';
import { Channel } from './delivery.ts';

/** What a department has signed: which dataset, by which channel, how often, from when, and who answers for it. */
const SignedSheet = z
  .object({
    /** Counts the sheets of a dataset. */
    number: z.int().min(1),
    /** Of the catalogue. */
    version: z.int().min(1),
    name: shownLine(),
    department: DepartmentId,
    channel: Channel,
    cycle: UpdateCycle,
    start: Day,
    inCharge: Person,
    contact: Person,
    signed: Step,
  })
  .strict();

/** A sheet on which the centre has not decided, or which it has returned. */
export const OpenSheet = SignedSheet.extend({ returned: Step.extend({ reason: shownLine() }).strict().optional() });
export type OpenSheet = z.infer<typeof OpenSheet>;

/** A sheet that both sides have signed; it never changes. */
export const ConfirmedSheet = SignedSheet.extend({ confirmed: Step, receipt: z.string().min(1) });
export type ConfirmedSheet = z.infer<typeof ConfirmedSheet>;

/** The sheets (数据维护更新表) of a dataset that somebody still works with; earlier ones are kept beside. */
export const UpdateSheets = z
  .object({
    dataset: DatasetId,
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
    open: OpenSheet.optional(),
    inForce: ConfirmedSheet.optional(),
  })
  .strict();
export type UpdateSheets = z.infer<typeof UpdateSheets>;

/** Why a sheet in force is to be replaced. */
export const SheetChange = z.enum(['cycle', 'channel', 'person']);
export type SheetChange = z.infer<typeof SheetChange>;

export const SheetState = z.enum(['to-sign', 'waiting', 'returned', 'to-renew', 'in-force']);
export type SheetState = z.infer<typeof SheetState>;

/** Days from today until the latest possible start. */
export const maxStartDays = 92;

/** Earlier sheets that are shown, the newest first. */
export const maxEarlierSheets = 50;

/** What the department signs next, from the catalogue, the links and the people of the department. */
const SheetProposal = z
  .object({
    version: z.int().min(1),
    name: shownLine(),
    department: DepartmentId,
    cycle: UpdateCycle,
    /** Data has arrived by these channels. */
    channels: z.array(Channel),
    /** The first day by which it may start: that of the first delivery. */
    from: Day.optional(),
    until: Day,
    people: z
      .object({ inCharge: Person, contacts: z.array(Person), lockVersion: z.int().min(1) })
      .strict()
      .optional(),
  })
  .strict();
export type SheetProposal = z.infer<typeof SheetProposal>;

export const UpdateSheetView = z
  .object({
    dataset: DatasetId,
    /** 0 before the first sheet. */
    lockVersion: z.int().min(0),
    /** Absent while no data has arrived. */
    state: SheetState.optional(),
    changes: z.array(SheetChange),
    proposal: SheetProposal,
    open: OpenSheet.optional(),
    inForce: ConfirmedSheet.optional(),
    earlier: z.array(ConfirmedSheet).max(maxEarlierSheets),
  })
  .strict();
export type UpdateSheetView = z.infer<typeof UpdateSheetView>;
