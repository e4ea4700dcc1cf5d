import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { passesFilters, showsWhole } from './granted-values.ts';
import type { OpenGrant } from './open-grant.ts';
import type { FoundRecord, RecordFinder } from './ports.ts';

export type Asked = { readonly key: RecordValues } | { readonly subject: string };

type FoundUnderGrant = {
  /** Those that the row filters let through. */
  readonly records: readonly FoundRecord[];
  /** Keyed hashes: who was asked for, and whom the records are about. */
  readonly subjects: readonly string[];
};

export type FindRefusalCode =
  | 'key-not-granted'
  | 'key-not-complete'
  | 'key-not-valid'
  | 'no-subject'
  | 'subject-not-valid'
  | 'too-many-records';

/** Exactly one of the two, as a route's schema has it. */
export function toAsked(body: {
  readonly key?: RecordValues | undefined;
  readonly subject?: string | undefined;
}): Asked[] {
  if (body.key !== undefined) return [{ key: body.key }];
  return body.subject === undefined ? [] : [{ subject: body.subject }];
}

/**
 * Finds the records that a grant shows of one key or subject; others are as if they were not there.
 *
 * A key finds only where each of its fields is granted unmasked. Of a key of several fields a caller may know some: an
 * answer would confirm a guess at the others, which the grant does not show. Whether it may be used is decided by the
 * grant alone, before the values are looked at. A subject always finds: the caller has its number, and learns from an
 * answer only what the fields of the grant say about it, and that there is such a record in the granted rows, which is
 * what the grant is for. So the field with the subject's number may be masked, or not granted at all.
 */
export async function findUnderGrant(
  { grant, version }: OpenGrant,
  asked: Asked,
  finder: Pick<RecordFinder, 'byKey' | 'bySubject'>,
): Promise<FoundUnderGrant | Refused<FindRefusalCode>> {
  const accepts = (values: RecordValues) => passesFilters(grant, values);
  if ('subject' in asked) {
    if (version.content.subject === undefined) return refused('no-subject');
    const found = await finder.bySubject(version, asked.subject, accepts);
    return isRefused(found) ? found : { records: found.records, subjects: [found.subject] };
  }
  if (!version.content.key.every((field) => showsWhole(grant, field))) return refused('key-not-granted');
  const found = await finder.byKey(version, asked.key);
  if (isRefused(found)) return found;
  const records = found !== null && accepts(found.values) ? [found] : [];
  return { records, subjects: records.flatMap(({ subject }) => (subject === undefined ? [] : [subject])) };
}
