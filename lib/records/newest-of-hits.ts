import type { Visibility } from '../../schemas/records/dataset-state.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { findNewestVisible } from '../kernel/newest-visible.ts';
import { isVisible } from '../kernel/visibility.ts';
import type { RecordVersionReader, VersionKey } from './ports.ts';

/** Of one batch get. */
const maxKeys = 100;
const readConcurrency = 10;

type Reader = Pick<RecordVersionReader, 'versionsOfRecord' | 'existing'>;
type Checked = { readonly hit: VersionKey; readonly later: readonly number[] };

/**
 * Keeps those hits of an index, in their order, that are still their record's newest visible version. A later version
 * of another subject, or a removal, is not in the index. As many records as possible are looked up together, by the few
 * sequence numbers that were published since; the others take a query each.
 */
export async function newestOfHits<Hit extends VersionKey>(
  hits: readonly Hit[],
  visibility: Visibility,
  versions: Reader,
): Promise<readonly Hit[]> {
  const candidates = newestOfEach(hits.filter(({ seq }) => isVisible(seq, visibility)));
  const checks = candidates.map((hit): Checked => ({ hit, later: laterThan(hit, visibility) }));
  const { together, alone } = share(checks);
  const [superseded, outdated] = await Promise.all([
    findSuperseded(together, versions),
    findOutdated(alone, visibility, versions),
  ]);
  return candidates.filter(({ record }) => !superseded.has(record) && !outdated.has(record));
}

function newestOfEach<Hit extends VersionKey>(hits: readonly Hit[]): Hit[] {
  const newest = new Map<string, number>();
  for (const { record, seq } of hits) newest.set(record, Math.max(seq, newest.get(record) ?? 0));
  return hits.filter(({ record, seq }) => newest.get(record) === seq);
}

/** Sequence numbers under which a visible later version would be; no more than are looked up. */
function laterThan({ seq }: VersionKey, visibility: Visibility): readonly number[] {
  const later: number[] = [];
  for (let next = seq + 1; next <= visibility.seq && later.length <= maxKeys; next += 1)
    if (isVisible(next, visibility)) later.push(next);
  return later;
}

/** The ones with the fewest numbers first; a single one is no dearer by its query. */
function share(checks: readonly Checked[]): { readonly together: readonly Checked[]; readonly alone: Checked[] } {
  const open = checks.filter(({ later }) => later.length > 0);
  const byCost = open.toSorted((one, other) => one.later.length - other.later.length);
  let keys = 0;
  const fitting = byCost.filter(({ later }) => (keys += later.length) <= maxKeys);
  return fitting.length < 2
    ? { together: [], alone: byCost }
    : { together: fitting, alone: byCost.slice(fitting.length) };
}

async function findSuperseded(checks: readonly Checked[], versions: Reader): Promise<ReadonlySet<string>> {
  const keys = checks.flatMap(({ hit: { record }, later }) => later.map((seq) => ({ record, seq })));
  if (keys.length === 0) return new Set();
  const found = await versions.existing(keys);
  return new Set(found.map(({ record }) => record));
}

async function findOutdated(
  checks: readonly Checked[],
  visibility: Visibility,
  versions: Reader,
): Promise<ReadonlySet<string>> {
  const outdated = await mapWithConcurrency(readConcurrency, checks, async ({ hit }) => {
    const newest = await findNewestVisible(hit.record, visibility, versions);
    return newest?.seq === hit.seq ? [] : [hit.record];
  });
  return new Set(outdated.flat());
}
