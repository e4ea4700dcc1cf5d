import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { toVisibility } from '../../kernel/visibility.ts';
import { readChangePage, type ChangePagePorts } from '../../records/changes/read-change-page.ts';
import { findByKey, findBySubject, type FindPorts, type VisibleState } from '../../records/find-records.ts';
import type { PublicationRepository } from '../../records/ports.ts';
import { subjectsOf } from '../../records/subjects-of.ts';
import type { FoundRecord, RecordChanges, RecordFinder } from '../../sharing/use/ports.ts';
import { ttlCache } from '../memoize.ts';

/** Of a dataset's pointer: a use under a grant may see a publication so much later than its own readers. */
export const stateMs = 5_000;
/** Of one subject, in one dataset. */
const maxRecordsOfSubject = 1_000;

/** Finds records for uses under a grant, by the functions of the room that holds them. */
export function recordFinder(
  ports: FindPorts & { readonly datasetStates: Pick<PublicationRepository, 'read'> },
): RecordFinder {
  const states = ttlCache(stateMs, async (dataset): Promise<VisibleState> => {
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
