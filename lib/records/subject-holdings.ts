import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { SubjectHolding } from '../../schemas/records/record.ts';
import { maxHoldingVersions, type findSubjectHoldingsRoute } from '../../schemas/records/routes.ts';
import type { Auditing } from '../../schemas/sharing/data-use.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { toVisibility } from '../kernel/visibility.ts';
import { newestOfHits } from './newest-of-hits.ts';
import type { Catalogue, PublicationRepository, RecordVersionReader, SubjectIndex, VersionKey } from './ports.ts';

export type SubjectHoldingsPorts = Auditing & {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly datasetStates: Pick<PublicationRepository, 'read'>;
  readonly versions: Pick<RecordVersionReader, 'versionsOfRecord' | 'existing'> & SubjectIndex;
  /** Hashes a citizen's or an organization's number by the city's key; `null` where the text is neither. */
  readonly subjectHash: (text: string) => string | null;
};

const datasetConcurrency = 4;

/**
 * Counts, by dataset, the records in force about a subject; sorted by dataset, without values. Looks at the first
 * `maxHoldingVersions` versions and says when there were more. Datasets that are not published, or not any more, are
 * left out. Leaves an audit entry that names the subject's hash before it answers, also where nothing is held.
 */
export async function findSubjectHoldings(
  { caller, body, requestId }: Pick<RouteInput<typeof findSubjectHoldingsRoute>, 'caller' | 'body' | 'requestId'>,
  ports: SubjectHoldingsPorts,
) {
  const subject = ports.subjectHash(body.subject);
  if (subject === null) return refused('subject-not-valid');
  const { byDataset, complete } = await readKeys(subject, ports);
  const found = await mapWithConcurrency(datasetConcurrency, [...byDataset], async ([dataset, keys]) =>
    countHolding(dataset, keys, ports),
  );
  const items = found.flat();
  await ports.recordUse({
    caller,
    requestId,
    operation: 'find-subject-holdings',
    matter: body.reason,
    ...definedOnly({ caseNumber: body.caseNumber }),
    subjects: [subject],
    results: items.length,
  });
  return { items, complete };
}

async function readKeys(subject: string, { versions }: SubjectHoldingsPorts) {
  const byDataset = new Map<string, VersionKey[]>();
  let read = 0;
  for await (const key of versions.keysOfSubject(subject)) {
    if (read === maxHoldingVersions) return { byDataset, complete: false };
    read += 1;
    const dataset = key.record.slice(0, key.record.indexOf('#'));
    const keys = byDataset.get(dataset);
    if (keys === undefined) byDataset.set(dataset, [key]);
    else keys.push(key);
  }
  return { byDataset, complete: true };
}

async function countHolding(
  dataset: string,
  keys: readonly VersionKey[],
  { catalogue, datasetStates, versions }: SubjectHoldingsPorts,
): Promise<readonly SubjectHolding[]> {
  const version = await catalogue.publishedVersion(dataset);
  if (version === null) return [];
  const visibility = toVisibility(await datasetStates.read(dataset));
  const { length: records } = await newestOfHits(keys, visibility, versions);
  const { name, provider } = version.content.metadata;
  return records === 0 ? [] : [{ dataset, name, provider, records }];
}
