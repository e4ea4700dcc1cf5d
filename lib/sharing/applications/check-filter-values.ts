import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { ApplicationContent } from '../../../schemas/sharing/application.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { Fault } from './check-content.ts';

/** A value as records store it; `null` when it breaks the field's format or stands in no code list. */
export type Canonical = (version: DatasetVersion, field: string, text: string) => Promise<string | null>;

const lookupConcurrency = 8;

/**
 * Names each value of a row filter that no record can have: a filter compares text as records store it. The sentence
 * does not repeat the value, which may be somebody's.
 */
export async function checkFilterValues(
  { filters }: Pick<ApplicationContent, 'filters'>,
  version: DatasetVersion,
  canonical: Canonical,
): Promise<Fault[]> {
  const labels = new Map(version.content.fields.map(({ key, label }) => [key, label]));
  const values = filters.flatMap(({ field, values: all }, i) =>
    // A field that is not in the catalogue is a fault of its own.
    labels.has(field) ? all.map((value, j) => ({ field, value, pointer: `/filters/${i}/values/${j}`, at: j + 1 })) : [],
  );
  const found = await mapWithConcurrency(lookupConcurrency, values, async ({ field, value, pointer, at }) => {
    const stored = await canonical(version, field, value);
    if (stored === value) return [];
    const which = `信息项“${labels.get(field) ?? field}”的第 ${at} 个取值`;
    const detail =
      stored === null
        ? `${which}不符合它的格式或代码表，没有记录会是这个值。请对照目录改正，有代码表的写代码。`
        : `${which}的写法与入库的不同，按它找不到记录。请按目录的格式改写，有代码表的写代码。`;
    return [{ pointer, detail }];
  });
  return found.flat();
}
