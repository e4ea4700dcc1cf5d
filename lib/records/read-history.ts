import { isRefused, refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { RecordHistoryEntry } from '../../schemas/records/record.ts';
import type { readHistoryRoute } from '../../schemas/records/routes.ts';
import type { Auditing } from '../../schemas/sharing/data-use.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { nameActors, type ActorPorts } from '../kernel/name-actors.ts';
import { isVisible, toVisibility } from '../kernel/visibility.ts';
import { findRecordId } from './find-records.ts';
import type { Catalogue, PublicationRepository, ReadLineage, RecordHashes, RecordVersionReader } from './ports.ts';
import { subjectsOf } from './subjects-of.ts';

export type ReadHistoryPorts = ActorPorts &
  Auditing & {
    readonly catalogue: Catalogue;
    readonly datasetStates: Pick<PublicationRepository, 'read'>;
    readonly versions: Pick<RecordVersionReader, 'versionsOfRecord'>;
    readonly hashes: RecordHashes;
    readonly readLineage: ReadLineage;
  };

/** A daily change during more than a year. */
const maxVersions = 500;
/** A record seldom changes hands. */
const maxSubjects = 100;

/**
 * Lists a record's visible versions, the newest first, at most 500, and names who delivered them. Leaves an audit entry.
 */
export async function readHistory(
  { caller, params, body, requestId }: RouteInput<typeof readHistoryRoute>,
  ports: ReadHistoryPorts,
) {
  const version = await ports.catalogue.publishedVersion(params.dataset);
  if (version === null) return refused('dataset-not-found', { dataset: params.dataset });
  const { provider } = version.content.metadata;
  const use = { caller, requestId, operation: 'read-history', dataset: params.dataset, provider } as const;
  if (!isPermitted(caller, 'read-records', provider)) {
    await ports.recordUse({ ...use, results: 0, refusal: 'not-your-department' });
    return refused('not-your-department');
  }
  const found = await findRecordId(version, body.key, ports);
  if (isRefused(found)) return found;
  const visibility = toVisibility(await ports.datasetStates.read(params.dataset));
  const versions: RecordHistoryEntry[] = [];
  const subjects = new Set<string>();
  for await (const entry of ports.versions.versionsOfRecord(found.record, visibility.seq)) {
    if (versions.length === maxVersions) break;
    if (isVisible(entry.seq, visibility)) {
      subjectsOf([entry]).forEach((subject) => subjects.add(subject));
      versions.push({
        seq: entry.seq,
        removed: entry.removed,
        values: entry.values,
        lineage: await ports.readLineage(entry, body.key),
      });
    }
  }
  await ports.recordUse({ ...use, subjects: [...subjects].slice(0, maxSubjects), results: versions.length });
  if (versions.length === 0) return refused('record-not-found');
  const accounts = versions.map(({ lineage }) => lineage.by);
  return { versions, actors: await nameActors(caller, accounts, ports) };
}
