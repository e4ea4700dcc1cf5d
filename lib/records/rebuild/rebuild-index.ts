import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { Failure } from '../../kernel/failure.ts';
import { entryWords, hashWords } from '../../kernel/hashing/index-format.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { subjectHashOf } from '../../kernel/subject-hash-of.ts';
import type { DatasetLeases, PublicationRepository, VersionKey } from '../ports.ts';
import { selectEntries, spooledWords, writeKeyHash, writeVersion } from './spooled-entries.ts';
import { versionRowHasher } from './version-row-hasher.ts';

/** `subjectHash` is absent in versions that the index by subject alone does not have yet. */
export type StoredVersion = Pick<RecordVersion, 'record' | 'seq' | 'removed' | 'values' | 'delivery' | 'subject'> & {
  readonly subjectHash?: string | undefined;
};

/** Adds versions to the index by subject alone; one that has been removed meanwhile stays away. Repeatable. */
export type IndexSubjects = (versions: readonly (VersionKey & { readonly subjectHash: string })[]) => Promise<void>;

/** Reads all versions of a dataset, strongly consistent; segments from 0 on are disjoint, and whole together. */
export type ScanVersions = (
  dataset: DatasetId,
  segment: number,
  segments: number,
) => AsyncIterable<readonly StoredVersion[]>;

/** Versions by the first byte of their key hash, on disk: memory holds one of 256 ranges. */
export type VersionSpool = {
  readonly add: (versions: Uint32Array) => Promise<void>;
  readonly readRange: (range: number) => Promise<Uint32Array>;
  readonly dispose: () => Promise<void>;
};

/** An index that grows on disk. */
export type IndexDraft = {
  readonly append: (entries: Uint32Array) => Promise<void>;
  /** Writes the header; answers the SHA-256 of the whole, hex. */
  readonly finish: () => Promise<string>;
  readonly upload: (key: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export type RebuildIndexPorts = {
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publications'> & DatasetLeases;
  readonly scanVersions: ScanVersions;
  readonly indexSubjects: IndexSubjects;
  /** The fields whose column a delivery did not have; none for an unknown delivery. */
  readonly absentFields: (delivery: string) => Promise<readonly string[]>;
  /** Seeds the hash of rows, as ingest does. */
  readonly rowSeed: () => Promise<Uint32Array>;
  readonly openSpool: (spooledWords: number) => Promise<VersionSpool>;
  readonly openDraft: () => Promise<IndexDraft>;
  /** SHA-256 of the stored index, hex; `null` without an object. */
  readonly storedHash: (key: string) => Promise<string | null>;
  readonly newLeaseId: () => string;
  readonly leaseSeconds: number;
  readonly now: () => Instant;
  /** Orders the ingest of a delivery that has waited for the lease. */
  readonly ingestNext: (dataset: DatasetId) => Promise<void>;
};

export type RebuildIndexRequest = {
  readonly dataset: DatasetId;
  /** The index in force, or those of all publications too, which as-of reads and roll-back use. */
  readonly publications: 'in-force' | 'all';
  /** Compares only: takes no lease, writes nothing. */
  readonly dryRun: boolean;
};

export type RebuiltIndex = {
  readonly key: string;
  /** Numbers of the publications that read it; a roll-back shares its target's. */
  readonly publications: readonly number[];
  readonly records: number;
  readonly entries: number;
  readonly stored: 'same' | 'different' | 'missing';
  /** False when it was the same, in a dry run, and while record versions are missing. */
  readonly written: boolean;
};

const segmentCount = 4;
const rangeCount = 256;
/** A daily publication during 27 years. */
const maxPublications = 10_000;

type Target = { readonly key: string; readonly numbers: number[]; readonly publication: Publication };

/**
 * Builds indexes again from the record versions, under the dataset's lease, and replaces those that differ or are
 * missing. An index whose entries are not as many as its publication's records is never written: then versions are
 * missing. Refuses `dataset-busy`. Throws the Failure `lease-lost`.
 */
export async function rebuildIndex(request: RebuildIndexRequest, ports: RebuildIndexPorts) {
  const lease = request.dryRun ? noLease : await acquireLease(request.dataset, ports);
  if (lease === null) return refused('dataset-busy');
  const targets = await findTargets(request, ports);
  const spool = await ports.openSpool(spooledWords);
  try {
    const spooling = { spool, renew: lease.renew, dryRun: request.dryRun };
    const unindexed = targets.length > 0 ? await spoolVersions(request.dataset, spooling, ports) : 0;
    const indexes = await buildIndexes(targets, { spool, lease, dryRun: request.dryRun }, ports);
    return { dataset: request.dataset, indexes, unindexed };
  } finally {
    await spool.dispose();
    await lease.release();
  }
}

type RebuildLease = { readonly renew: () => Promise<void>; readonly release: () => Promise<void> };

const noLease: RebuildLease = { renew: async () => undefined, release: async () => undefined };

async function acquireLease(dataset: DatasetId, ports: RebuildIndexPorts): Promise<RebuildLease | null> {
  const { datasetStates, leaseSeconds, now } = ports;
  const holder = ports.newLeaseId();
  const state = await datasetStates.acquireLease(dataset, holder, now(), secondsAfter(now(), leaseSeconds));
  if (state === null) return null;
  const { fencingToken } = state;
  let renewAt = secondsAfter(now(), leaseSeconds / 3);
  return {
    renew: async () => {
      if (now() < renewAt) return;
      renewAt = secondsAfter(now(), leaseSeconds / 3);
      if (!(await datasetStates.renewLease(dataset, holder, fencingToken, secondsAfter(now(), leaseSeconds))))
        throw new Failure('lease-lost', { delivery: holder });
    },
    release: async () => {
      await datasetStates.releaseLease(dataset, holder, fencingToken);
      await ports.ingestNext(dataset);
    },
  };
}

/** Publications that share an index show the same versions: one is built for all. */
async function findTargets(
  { dataset, publications }: RebuildIndexRequest,
  { datasetStates }: RebuildIndexPorts,
): Promise<readonly Target[]> {
  const byKey = new Map<string, Target>();
  const limit = publications === 'all' ? maxPublications : 1;
  for (const publication of await datasetStates.publications(dataset, limit)) {
    if (publication.index === undefined) continue;
    const known = byKey.get(publication.index);
    if (known === undefined)
      byKey.set(publication.index, { key: publication.index, numbers: [publication.number], publication });
    else known.numbers.push(publication.number);
  }
  return [...byKey.values()];
}

type Spooling = { readonly spool: VersionSpool; readonly renew: RebuildLease['renew']; readonly dryRun: boolean };

/** Returns how many versions the index by subject alone did not have; a dry run leaves it so. */
async function spoolVersions(
  dataset: DatasetId,
  { spool, renew, dryRun }: Spooling,
  ports: RebuildIndexPorts,
): Promise<number> {
  const hashRow = versionRowHasher(await ports.rowSeed());
  const absentByDelivery = new Map<string, Promise<readonly string[]>>();
  const absentFields = (delivery: string) => {
    const known = absentByDelivery.get(delivery) ?? ports.absentFields(delivery);
    absentByDelivery.set(delivery, known);
    return known;
  };
  const rowHash = new Uint32Array(hashWords);
  let unindexed = 0;
  const spoolSegment = async (segment: number) => {
    for await (const versions of ports.scanVersions(dataset, segment, segmentCount)) {
      const words = new Uint32Array(versions.length * spooledWords);
      let at = 0;
      for (const version of versions) {
        writeKeyHash(version.record.slice(dataset.length + 1), words, at);
        const absent = version.removed ? [] : await absentFields(version.delivery);
        hashRow(version.values, absent, rowHash);
        words.set(rowHash, at + hashWords);
        writeVersion(words, at, version);
        at += spooledWords;
      }
      await spool.add(words);
      const missing = withoutSubjectHash(versions);
      unindexed += missing.length;
      if (!dryRun) await ports.indexSubjects(missing);
      await renew();
    }
  };
  await Promise.all(Array.from({ length: segmentCount }, (_, segment) => spoolSegment(segment)));
  return unindexed;
}

const withoutSubjectHash = (versions: readonly StoredVersion[]) =>
  versions.flatMap(({ record, seq, subject, subjectHash }) =>
    subject === undefined || subjectHash !== undefined ? [] : [{ record, seq, subjectHash: subjectHashOf(subject) }],
  );

type Building = { readonly spool: VersionSpool; readonly lease: RebuildLease; readonly dryRun: boolean };

/** One pass over the versions for each index: a dataset has few at a time, and disk holds one draft. */
async function buildIndexes(
  targets: readonly Target[],
  building: Building,
  ports: RebuildIndexPorts,
): Promise<readonly RebuiltIndex[]> {
  const indexes: RebuiltIndex[] = [];
  for (const target of targets) indexes.push(await buildIndex(target, building, ports));
  return indexes;
}

async function buildIndex(
  { key, numbers, publication }: Target,
  { spool, lease, dryRun }: Building,
  ports: RebuildIndexPorts,
): Promise<RebuiltIndex> {
  const draft = await ports.openDraft();
  try {
    let entries = 0;
    for (let range = 0; range < rangeCount; range += 1) {
      const selected = selectEntries(await spool.readRange(range), publication);
      entries += selected.length / entryWords;
      await draft.append(selected);
      await lease.renew();
    }
    const [hash, storedHash] = [await draft.finish(), await ports.storedHash(key)];
    const differing = storedHash === null ? 'missing' : 'different';
    const stored = storedHash === hash ? 'same' : differing;
    const written = stored !== 'same' && !dryRun && entries === publication.records;
    if (written) await draft.upload(key);
    return { key, publications: numbers, records: publication.records, entries, stored, written };
  } finally {
    await draft.dispose();
  }
}
