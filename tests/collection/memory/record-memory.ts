import type { RecordVersionWriter } from '../../../lib/collection/ports.ts';
import { Failure } from '../../../lib/kernel/failure.ts';
import type { RecordVersionReader, SubjectIndex } from '../../../lib/records/ports.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';

/** Record versions in memory. */
export function recordMemory(): RecordVersionWriter &
  RecordVersionReader &
  SubjectIndex & { readonly all: () => RecordVersion[] } {
  const versions = new Map<string, RecordVersion>();
  const nameOf = ({ record, seq }: { readonly record: string; readonly seq: number }) => `${record}@${seq}`;
  async function* newestFirst(fits: (version: RecordVersion) => boolean): AsyncGenerator<RecordVersion> {
    for (const version of [...versions.values()].filter(fits).sort((a, b) => b.seq - a.seq))
      yield structuredClone(version);
  }
  return {
    all: () => [...versions.values()],
    put: async (given) => given.forEach((version) => versions.set(nameOf(version), structuredClone(version))),
    remove: async (given) => given.forEach((version) => versions.delete(nameOf(version))),
    versionsOfRecord: (record, upTo) => newestFirst((version) => version.record === record && version.seq <= upTo),
    versionsOfSubject: (subject, upTo) => newestFirst((version) => version.subject === subject && version.seq <= upTo),
    keysOfSubject: async function* (hash) {
      const found = [...versions.values()].filter(({ subject }) => subject?.endsWith(`#${hash}`) === true);
      for (const { record, seq } of found.toSorted((a, b) => (a.record < b.record ? -1 : 1))) yield { record, seq };
    },
    existing: async (keys) => keys.filter((key) => versions.has(nameOf(key))),
    getMany: async (keys) =>
      keys.map((key) => {
        const version = versions.get(nameOf(key));
        if (version === undefined) throw new Failure('record-version-missing', { ...key });
        return structuredClone(version);
      }),
  };
}
