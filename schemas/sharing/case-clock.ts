import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { WorkingClock } from '../kernel/working-clock.ts';

/** What was told of one due day of an application or objection; another state or due day is told anew. */
export const ClockTold = z
  .object({
    /** In which the clock ran. */
    state: z.string().min(1),
    due: Day,
    /** Of how many working days before. */
    reminded: z.array(z.int().min(0)).max(50),
    /** The first time. */
    remindedOn: Day.optional(),
    escalatedOn: Day.optional(),
  })
  .strict();
export type ClockTold = z.infer<typeof ClockTold>;

/** The clock of whoever has to act, for lists; `due` is absent while it is paused. */
export const CaseClock = WorkingClock.pick({ left: true, late: true, due: true }).extend({
  /** When the centre was told that it is late. */
  escalatedOn: Day.optional(),
});
export type CaseClock = z.infer<typeof CaseClock>;

/** How a clock stands, without a full stop: `还有 2 个工作日`, `已逾期 3 个工作日，已报信息中心`. */
export function clockPhrase({ left, late, due, escalatedOn }: CaseClock): string {
  if (late > 0) return `已逾期 ${late} 个工作日${escalatedOn === undefined ? '' : '，已报信息中心'}`;
  if (due === undefined) return '暂停计时';
  return left === 0 ? '期限已到' : `还有 ${left} 个工作日`;
}
