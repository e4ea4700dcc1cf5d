import type { Field } from '../../../schemas/catalogue/field.ts';
import { toDay } from './day-numbers.ts';
import { drawIssuedDay } from './issued-day.ts';
import { isFaceData } from './make-certificate.ts';
import type { Maker, Plan, PartialRow } from './plan.ts';

const window = 15 * 365;
const ahead = 20 * 365;

/** Lists fields whose day a rule puts before this one. */
export function earlierThan(field: Field, { content, at }: Plan): number[] {
  return content.rules
    .flatMap((rule) => (rule.kind === 'in-order' && rule.second === field.key ? [at.get(rule.first) ?? -1] : []))
    .filter((place) => place >= 0);
}

/** Lists fields with a person's birth, and the days until a rule lets this day come. */
function adults(field: Field, { content, at }: Plan): { readonly place: number; readonly days: number }[] {
  return content.rules.flatMap((rule) =>
    rule.kind === 'age-on-day' && rule.day === field.key
      ? [{ place: at.get(rule.birth) ?? -1, days: 366 * Math.max(rule.male, rule.female) }]
      : [],
  );
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

/** The day of issue is drawn by itself: what a rule puts before it ends there. */
function isBeforeIssue(field: Field, { content }: Plan): boolean {
  return (
    isFaceData(content) &&
    content.rules.some(
      (rule) =>
        (rule.kind === 'in-order' && rule.first === field.key && rule.second === 'issued_date') ||
        (rule.kind === 'age-on-day' && rule.day === field.key),
    )
  );
}

/** Draws a day after those that must precede it, and stores it in `row.days`. */
export function createDayDrawer(field: Field, at: number, plan: Plan): (row: PartialRow) => number {
  const earlier = earlierThan(field, plan);
  const ofAge = adults(field, plan);
  const latest = findLatestDay(field, plan);
  const beforeIssue = isBeforeIssue(field, plan);
  return (row) => {
    let from = plan.today - window;
    for (const { place, days } of ofAge) from = Math.max(from, (row.days[place] ?? from) + days);
    for (const place of earlier) from = Math.max(from, row.days[place] ?? from);
    const limit = beforeIssue ? drawIssuedDay(plan, row.index).issued : latest;
    const to = earlier.length === 0 ? limit : Math.min(limit, from + 1100);
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
      return ({ random }) => String(random.between(...yearsOf(field, plan)));
    default:
      return undefined;
  }
}

function yearsOf({ range }: Field, { today }: Plan): [from: number, to: number] {
  const year = Number(toDay(today).slice(0, 4));
  return [Math.max(year - 40, range?.min ?? 0), year];
}

function dotted(day: number): string {
  return toDay(day).replaceAll('-', '.');
}
