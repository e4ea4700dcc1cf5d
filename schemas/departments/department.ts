import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';

export const DepartmentId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);

/** The notice addresses departments, counties and zones alike; the centre and the supervising office run the platform. */
export const UnitKind = z.enum(['department', 'county', 'zone', 'centre', 'supervising-office']);
export type UnitKind = z.infer<typeof UnitKind>;

export const unitKindNames = {
  department: '部门',
  county: '县区',
  zone: '功能区',
  centre: '信息中心',
  'supervising-office': '督查部门',
} as const satisfies Record<UnitKind, string>;

/** A unit that takes part: a department, a county or a zone, the centre or the supervising office. */
export const Department = z.object({
  id: DepartmentId,
  name: shownLine().min(2),
  kind: UnitKind.default('department'),
  /** GB/T 2260, of counties only: a zone has none that may be exchanged. */
  division: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** The search finds short names and the notice's. */
  aliases: z.array(shownLine()).default([]),
  /** It is absent until confirmed by the department (GB 32100). */
  creditCode: z.string().optional(),
  batch: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  linkDeadline: Day.optional(),
  toBeConfirmed: z.array(z.string()).default([]),
});
export type Department = z.infer<typeof Department>;
