import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { maxTermYears, type ApplicationContent } from '../../../schemas/sharing/application.ts';
import type { RowFilter } from '../../../schemas/sharing/grant.ts';

export type Fault = { readonly pointer: string; readonly detail: string };

export type CheckFacts = {
  readonly version: DatasetVersion;
  readonly today: Day;
  /** Of `checkFilterValues`. */
  readonly valueFaults: readonly Fault[];
};

/**
 * Refuses content that asks for what the published version has not or does not share, or for no term from tomorrow to
 * three years from now; names each place.
 */
export function checkContent(
  content: ApplicationContent,
  { version, today, valueFaults }: CheckFacts,
): Refused<'application-not-valid'> | null {
  const faults = [
    ...checkFields(content, version),
    ...checkWays(content),
    ...valueFaults,
    ...checkTerm(content, today),
  ];
  return faults.length === 0 ? null : refused('application-not-valid', { count: faults.length }, faults);
}

function checkFields({ fields, filters }: ApplicationContent, { content }: DatasetVersion): Fault[] {
  const faults: Fault[] = [];
  const known = new Map(content.fields.map((field) => [field.key, field]));
  const check = (key: string, pointer: string): void => {
    const field = known.get(key);
    if (field === undefined) faults.push({ pointer, detail: `现行目录中没有信息项 ${key}，请从信息项清单中选择。` });
    else if ((field.shareType ?? content.metadata.shareType) === 3)
      faults.push({ pointer, detail: `信息项“${field.label}”不予共享，请去掉这一项。` });
  };
  fields.forEach((key, i) => {
    if (fields.indexOf(key) < i)
      faults.push({ pointer: `/fields/${i}`, detail: `信息项 ${key} 写了两次，请去掉一个。` });
    else check(key, `/fields/${i}`);
  });
  filters.forEach(({ field }, i) => {
    check(field, `/filters/${i}/field`);
    if (filters.findIndex((other) => other.field === field) < i)
      faults.push({ pointer: `/filters/${i}/field`, detail: `范围条件中 ${field} 写了两次，请合并成一个条件。` });
  });
  return faults;
}

function checkWays({ ways }: ApplicationContent): Fault[] {
  return new Set(ways).size === ways.length
    ? []
    : [{ pointer: '/ways', detail: '同一种共享方式写了两次，请去掉一个。' }];
}

function checkTerm({ until }: ApplicationContent, today: Day): Fault[] {
  const latest = `${Number(today.slice(0, 4)) + maxTermYears}${today.slice(4)}`;
  if (until <= today) return [{ pointer: '/until', detail: '使用期限应晚于今天，请改为今后的日期。' }];
  if (until > latest)
    return [
      {
        pointer: '/until',
        detail: `使用期限最长 ${maxTermYears} 年，到期前可以申请续期。请改为 ${latest} 或更早的日期。`,
      },
    ];
  return [];
}

/** True when content asks for more than what was approved: completion only explains, or asks for less. */
export function isWider(content: ApplicationContent, approved: ApplicationContent): boolean {
  return (
    content.fields.some((field) => !approved.fields.includes(field)) ||
    content.ways.some((way) => !approved.ways.includes(way)) ||
    content.callsPerDay > approved.callsPerDay ||
    content.until > approved.until ||
    approved.filters.some((filter) => !content.filters.some((one) => isNarrower(one, filter)))
  );
}

const isNarrower = (one: RowFilter, other: RowFilter): boolean =>
  one.field === other.field && one.values.every((value) => other.values.includes(value));

/** True when each field may be had without a decision of the provider (无条件共享). */
export function isUnconditional({ fields, filters }: ApplicationContent, { content }: DatasetVersion): boolean {
  const asked = new Set([...fields, ...filters.map(({ field }) => field)]);
  return content.fields
    .filter(({ key }) => asked.has(key))
    .every(({ shareType }) => (shareType ?? content.metadata.shareType) === 1);
}
