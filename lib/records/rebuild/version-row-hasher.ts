import type { RecordValues } from '../../../schemas/records/record.ts';
import { createRowHasher, type RowHasher } from '../../kernel/hashing/row-hash.ts';

/** Writes four words. `absent` are the fields whose column the delivery did not have. */
export type VersionRowHasher = (values: RecordValues, absent: readonly string[], words: Uint32Array) => void;

/**
 * Hashes a stored version as ingest hashed its row: filled fields only, without those that loading carried over from
 * the version before. The fields' set grows with what it meets, for empty fields leave no trace in the hash.
 */
export function versionRowHasher(seed: Uint32Array): VersionRowHasher {
  const positions = new Map<string, number>();
  let fields: (string | null)[] = [];
  let hasher: RowHasher = createRowHasher([], seed);
  return (values, absent, words) => {
    fields.fill(null);
    const before = positions.size;
    for (const field of Object.keys(values)) if (!positions.has(field)) positions.set(field, positions.size);
    if (positions.size > before) {
      fields = Array.from(positions, () => null);
      hasher = createRowHasher([...positions.keys()], seed);
    }
    for (const [field, value] of Object.entries(values))
      if (!absent.includes(field)) fields[positions.get(field) ?? -1] = value;
    hasher(fields, words);
  };
}
