import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { maxTermYears, type ApplicationContent } from '../../../schemas/sharing/application.ts';
import { waysOfTarget, type GrantTarget, type RowFilter, type SharingWay } from '../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../schemas/sharing/names.ts';

export type Fault = { readonly pointer: string; readonly detail: string };

/** What an application may ask for: the published version, and of certificates the fields that they show. */
export type Published = {
  readonly target: GrantTarget;
  readonly version: DatasetVersion;
  /** Of a certificate type. */
  readonly shown?: ReadonlySet<string>;
};

export type CheckFacts = {
  readonly published: Published;
  readonly today: Day;
  /** Of `checkFilterValues`. */
  readonly valueFaults: readonly Fault[];
};

/**
 * Refuses content that asks for what the published version has not or does not share, for what certificates do not
 * show, in a way of another target, or for no term from tomorrow to three years from now; names each place.
 */
export function checkContent(
  content: ApplicationContent,
  { published, today, valueFaults }: CheckFacts,
): Refused<'application-not-valid'> | null {
  const faults = [
    ...checkFields(content, published.version),
    ...checkShown(content, published),
    ...checkWays(content, published),
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

/** A certificate is shown whole or not: there are no rows to choose from. */
function checkShown({ fields, filters }: ApplicationContent, { version, shown }: Published): Fault[] {
  if (shown === undefined) return [];
  const known = new Map(version.content.fields.map(({ key, label }) => [key, label]));
  const faults = fields.flatMap((key, i): Fault[] => {
    const label = known.get(key);
    return label === undefined || shown.has(key)
      ? []
      : [{ pointer: `/fields/${i}`, detail: `证照上不单独列出“${label}”，请去掉这一项。` }];
  });
  return filters.length === 0
    ? faults
    : [...faults, { pointer: '/filters', detail: '申请使用证照不能设范围条件，请去掉。' }];
}

function checkWays({ ways }: ApplicationContent, { target }: Published): Fault[] {
  const known: readonly SharingWay[] = waysOfTarget[target];
  const faults = ways.flatMap((way, i) =>
    known.includes(way)
      ? []
      : [
          {
            pointer: `/ways/${i}`,
            detail:
              target === 'dataset'
                ? `信息资源的数据不能用“${sharingWayNames[way]}”的方式共享，请改选。`
                : `证照不能用“${sharingWayNames[way]}”的方式共享，请改选“查看证照”或“取用加注件”。`,
          },
        ],
  );
  if (ways.includes('copy') && !ways.includes('look-up'))
    faults.push({ pointer: '/ways', detail: '取用加注件以用证码为凭，请同时选“查看证照”。' });
  return new Set(ways).size === ways.length
    ? faults
    : [...faults, { pointer: '/ways', detail: '同一种共享方式写了两次，请去掉一个。' }];
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
