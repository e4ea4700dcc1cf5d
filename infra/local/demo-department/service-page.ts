import { z } from 'zod';
import { mix, createRandom } from '../../../lib/kernel/synthetic/random.ts';
import type { StoredRecord } from './department-record.ts';
import type { ServiceFault } from './service-fault.ts';
import { shanghaiTime } from './shanghai-time.ts';

const Time = z
  .string()
  .regex(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?$/)
  .default('');
/** Inclusive bounds to the second; an empty one is open. */
export const ServicePageQuery = z.object({
  page: z.coerce.number().int().min(1),
  size: z.coerce.number().int().min(1).max(200),
  since: Time,
  until: Time,
});
export type ServicePageQuery = z.infer<typeof ServicePageQuery>;

export type ServicePage = {
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly list: readonly object[];
};

const shrinkage = 10;

/** Answers records changed between two times, by card number. */
export function servicePage(
  records: Iterable<StoredRecord>,
  { page, size, since, until }: ServicePageQuery,
  fault: ServiceFault | null,
): ServicePage {
  const changed = [...records]
    .map((record) => ({ ...record, updated: shanghaiTime(record.updated) }))
    .filter(({ updated }) => (since === '' || updated >= since) && (until === '' || updated <= until))
    .toSorted((a, b) => (a.cardNo < b.cardNo ? -1 : 1));
  const all = changed.map(({ updated, deleted, ...record }) => ({
    ...record,
    updateTime: updated,
    deleted: deleted ? '1' : '0',
  }));
  const cut = (from: readonly object[], number: number): readonly object[] =>
    from.slice((number - 1) * size, number * size);
  const as = (total: number, list: readonly object[]): ServicePage => ({ total, page, size, list });
  if (fault === 'duplicate-page') return as(all.length, cut(all, page === 2 ? 1 : page));
  if (fault === 'shuffled-pages') return as(all.length, cut(shuffled(all, page), page));
  if (fault === 'shrinking') {
    const left = all.slice(shrinkage * (page - 1));
    return as(left.length, cut(left, page));
  }
  if (fault === 'endless' && all.length > 0)
    return as(
      page * size + 1,
      Array.from({ length: size }, (_, at) => all[((page - 1) * size + at) % all.length] ?? {}),
    );
  return as(all.length, cut(all, page));
}

/** The same order for each call of a page. */
function shuffled(records: readonly object[], page: number): readonly object[] {
  const random = createRandom(mix(page, records.length));
  return records
    .map((record) => ({ record, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ record }) => record);
}
