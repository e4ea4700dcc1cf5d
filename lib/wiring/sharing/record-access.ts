import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { entryWords, hashWords, readKeyHash } from '../../kernel/hashing/index-format.ts';
import { toVisibility } from '../../kernel/visibility.ts';
import { readChangePage, type ChangePagePorts } from '../../records/changes/read-change-page.ts';
import { findByKey, findBySubject, type FindPorts, type VisibleState } from '../../records/find-records.ts';
import type { IndexFile, PublicationRepository, RecordVersionReader } from '../../records/ports.ts';
import { subjectsOf } from '../../records/subjects-of.ts';
import type { PublishedRecords } from '../../sharing/files/ports.ts';
import type { ProveGrantPorts } from '../../sharing/proofs/ports.ts';
import type { FoundRecord, RecordChanges, RecordFinder } from '../../sharing/use/ports.ts';
import { ttlCache } from '../memoize.ts';

/** Of a dataset's pointer: a use under a grant may see a publication so much later than its own readers. */
export const stateMs = 5_000;
/** Of one subject, in one dataset. */
const maxRecordsOfSubject = 1_000;

/** Finds records for uses under a grant, by the functions of the room that holds them. */
export function recordFinder(
  ports: FindPorts & { readonly datasetStates: Pick<PublicationRepository, 'read'> },
  maxAgeMs: number = stateMs,
): RecordFinder {
  const states = ttlCache(maxAgeMs, async (dataset): Promise<VisibleState> => {
    const state = await ports.datasetStates.read(dataset);
    return { visibility: toVisibility(state), index: state.index };
  });
  const stateOf = async (dataset: string) =>
    (await states(dataset)) ?? { visibility: { seq: 0, voided: [] }, index: undefined };
  return {
    byKey: async (version, key) => {
      const found = await findByKey(version, key, await stateOf(version.dataset), ports);
      if (isRefused(found)) return refused(found.refused === 'key-not-complete' ? 'key-not-complete' : 'key-not-valid');
      const [record] = found.versions;
      return record === undefined ? null : toFound(record);
    },
    bySubject: async (version, text, accepts) => {
      const query = { version, text, accepts, page: { limit: maxRecordsOfSubject } };
      const found = await findBySubject(query, await stateOf(version.dataset), ports);
      if (isRefused(found) || found.subject === undefined) return refused('subject-not-valid');
      if (found.next !== undefined) return refused('too-many-records');
      return { subject: found.subject, records: found.versions.map(toFound) };
    },
    canonical: ports.catalogue.canonical,
  };
}

function toFound(version: RecordVersion): FoundRecord {
  const [subject] = subjectsOf([version]);
  return { keyHash: keyHashOf(version), seq: version.seq, values: version.values, ...definedOnly({ subject }) };
}

/** Entries of an index that are read at once, with their records; the next ones are read meanwhile. */
const recordsAtOnce = 2_000;

/** Reads all records of a publication, for files under a grant. */
export function publishedRecords(ports: {
  readonly datasetStates: Pick<PublicationRepository, 'read'>;
  readonly versions: Pick<RecordVersionReader, 'getMany'>;
  readonly indexFile: IndexFile;
}): PublishedRecords {
  const readSome = async (dataset: string, index: string, first: number, count: number) => {
    const words = await ports.indexFile.read(index, first, count);
    const keys = Array.from({ length: count }, (_, i) => ({
      record: `${dataset}#${readKeyHash(words, i * entryWords)}`,
      seq: words[i * entryWords + 2 * hashWords] ?? 0,
    }));
    const versions = await ports.versions.getMany(keys);
    // One that cannot be read is left out of lists: a file would lack it unnoticed.
    if (versions.length < count) throw new Failure('item-unreadable', { item: 'record-version', dataset });
    return versions.map(toFound);
  };
  return {
    inForce: async (dataset) => {
      const { publications, records, index } = await ports.datasetStates.read(dataset);
      return { publication: publications, records, ...definedOnly({ index }) };
    },
    records: async function* (dataset, index) {
      const total = await ports.indexFile.entries(index);
      const read = (first: number) => {
        const reading = readSome(dataset, index, first, Math.max(0, Math.min(recordsAtOnce, total - first)));
        // Awaited below: an unhandled rejection would end the process when the reader has stopped.
        reading.catch(() => undefined);
        return reading;
      };
      let next = read(0);
      for (let first = 0; first < total; first += recordsAtOnce) {
        const records = await next;
        next = read(first + recordsAtOnce);
        yield records;
      }
    },
  };
}

/** Entries of an index of which a proof reads the newest records, and how many parts it reads at the most. */
const partEntries = 2_000;
const partRecords = 50;
const maxParts = 5;

/** Reads some records of what is published, from parts of the index that chance decides, for proofs of grants. */
export function recordSamples({
  randomBelow,
  ...ports
}: {
  readonly datasetStates: Pick<PublicationRepository, 'read'>;
  readonly versions: Pick<RecordVersionReader, 'getMany'>;
  readonly indexFile: IndexFile;
  readonly randomBelow: (limit: number) => number;
}): Pick<ProveGrantPorts, 'sample' | 'publicationOf'> {
  const readPart = async (dataset: string, index: string, total: number) => {
    const count = Math.min(partEntries, total);
    const words = await ports.indexFile.read(index, randomBelow(total - count + 1), count);
    const keys = Array.from({ length: count }, (_, i) => ({
      record: `${dataset}#${readKeyHash(words, i * entryWords)}`,
      seq: words[i * entryWords + 2 * hashWords] ?? 0,
      order: randomBelow(0x1_0000_0000),
    }));
    const newest = keys.toSorted((one, other) => other.seq - one.seq || one.order - other.order).slice(0, partRecords);
    return (await ports.versions.getMany(newest.map(({ record, seq }) => ({ record, seq })))).map(toFound);
  };
  async function* readParts(dataset: string, index: string | undefined) {
    const total = index === undefined ? 0 : await ports.indexFile.entries(index);
    if (index === undefined || total === 0) return;
    for (let part = 0; part < maxParts; part += 1) yield await readPart(dataset, index, total);
  }
  return {
    publicationOf: async (dataset) => (await ports.datasetStates.read(dataset)).publications,
    sample: async (dataset) => {
      const { publications: publication, index } = await ports.datasetStates.read(dataset);
      return {
        publication,
        parts: readParts(dataset, index),
      };
    },
  };
}

const keyHashOf = ({ record }: RecordVersion) => record.slice(record.lastIndexOf('#') + 1);

/** Reads changes for feeds under a grant, with what was visible before each. */
export function recordChanges(ports: ChangePagePorts): RecordChanges {
  return async (dataset, page) => {
    const found = await readChangePage(dataset, { ...page, withBefore: true }, ports);
    if (isRefused(found)) return found;
    return {
      next: found.next,
      more: found.more,
      changes: found.changes.map(({ publication, of, keyHash, removed, version, before }) => {
        const [subject] = subjectsOf([version]);
        const after = removed ? undefined : version.values;
        return { publication, of, keyHash, ...definedOnly({ subject, before: before?.values, after }) };
      }),
    };
  };
}
