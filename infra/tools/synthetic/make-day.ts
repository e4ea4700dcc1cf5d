import type { Field } from '../../../schemas/catalogue/field.ts';
import { toDay } from './day-numbers.ts';
import type { Maker, Plan, PartialRow } from './plan.ts';

const window = 15 * 365;
const ahead = 20 * 365;

/** Lists fields whose day a rule puts before this one. */
export function earlierThan(field: Field, { content, at }: Plan): number[] {
  return content.rules
    .flatMap((rule) => (rule.kind === 'in-order' && rule.second === field.key ? [at.get(rule.first) ?? -1] : []))
    .filter((place) => place >= 0);
}

/** An event must not be in the future, nor one that must follow it. */
function findLatestDay(field: Field, plan: Plan): number {
  if (field.format === 'year-month') return plan.today;
  const followers = plan.content.rules.flatMap((rule) =>
    rule.kind === 'in-order' && rule.first === field.key
      ? plan.content.fields.filter(({ key }) => key === rule.second)
      : [],
  );
  return field.past || followers.some((follower) => findLatestDay(follower, plan) === plan.today)
    ? plan.today
    : plan.today + ahead;
}

/** Draws a day after those that must precede it, and stores it in `row.days`. */
export function createDayDrawer(field: Field, at: number, plan: Plan): (row: PartialRow) => number {
  const earlier = earlierThan(field, plan);
  const latest = findLatestDay(field, plan);
  return (row) => {
    let from = plan.today - window;
    for (const place of earlier) from = Math.max(from, row.days[place] ?? from);
    const to = earlier.length === 0 ? latest : Math.min(latest, from + 1100);
    const day = row.random.between(Math.min(from, to), to);
    row.days[at] = day;
    return day;
  };
}

/** Types days as an officer does. */
export function createDayMaker(field: Field, at: number, plan: Plan): Maker | undefined {
  const draw = createDayDrawer(field, at, plan);
  const hasFollower = plan.content.rules.some((rule) => rule.kind === 'in-order' && rule.first === field.key);
  switch (field.format) {
    case 'date':
      return (row) => toDay(draw(row));
    case 'date-or-open-end':
      return (row) => (!hasFollower && !field.past && row.random.chance(0.25) ? '长期' : toDay(draw(row)));
    case 'date-range':
      return ({ random }) => {
        const first = plan.today - random.between(1, 10 * 365);
        return `${dotted(first)}-${random.chance(0.2) ? '长期' : dotted(first + random.pick([5, 10, 20]) * 365)}`;
      };
    case 'year-month':
      return (row) => toDay(draw(row)).slice(0, 7);
    case 'year':
      return ({ random }) => String(Number(toDay(plan.today).slice(0, 4)) - random.between(0, 40));
    default:
      return undefined;
  }
}

function dotted(day: number): string {
  return toDay(day).replaceAll('-', '.');
}
