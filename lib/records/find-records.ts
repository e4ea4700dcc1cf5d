import { z } from 'zod';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { isRefused, refused, type Refused } from '../../schemas/kernel/refusal.ts';
import type { Visibility } from '../../schemas/records/dataset-state.ts';
import type { RecordValues, RecordVersion } from '../../schemas/records/record.ts';
import { readCursor, writeCursor } from '../kernel/cursor.ts';
import { findNewestVisible } from '../kernel/newest-visible.ts';
import { newestOfHits } from './newest-of-hits.ts';
import type { Catalogue, RecordHashes, RecordVersionReader } from './ports.ts';

export type FindPorts = {
  readonly catalogue: Catalogue;
  readonly versions: RecordVersionReader;
  readonly hashes: RecordHashes;
};

/** What readers see of a dataset at a moment. */
export type VisibleState = { readonly visibility: Visibility; readonly index: string | undefined };

export type FindRefusal = 'key-not-complete' | 'key-not-valid' | 'no-subject' | 'cursor-not-valid';

export type Found = {
  readonly versions: readonly RecordVersion[];
  /** The hash that was searched for. */
  readonly subject?: string;
  readonly next?: string;
  readonly total?: number;
};

/** Finds the visible record of a complete key. */
export async function findByKey(
  version: DatasetVersion,
  key: Readonly<Record<string, string>>,
  { visibility }: VisibleState,
  ports: FindPorts,
): Promise<Found | Refused<FindRefusal>> {
  const found = await findRecordId(version, key, ports);
  if (isRefused(found)) return found;
  const record = await findNewestVisible(found.record, visibility, ports.versions);
  return { versions: record === null ? [] : [record] };
}

export type Page = { readonly cursor?: string | undefined; readonly limit: number };
type SubjectQuery = {
  readonly version: DatasetVersion;
  readonly text: string;
  readonly page: Page;
  /** Others are left out, and not counted. */
  readonly accepts?: (values: RecordValues) => boolean;
};

/**
 * Skips hits that are no longer the record's newest visible version, and those that are not accepted: the values of a
 * hit are the record's whenever it is the newest.
 */
export async function findBySubject(
  { version, text, page, accepts = () => true }: SubjectQuery,
  { visibility }: VisibleState,
  ports: FindPorts,
): Promise<Found | Refused<FindRefusal>> {
  const { subject } = version.content;
  if (subject === undefined) return refused('no-subject');
  const value = await ports.catalogue.canonical(version, subject.field, text);
  if (value === null)
    return refused('key-not-valid', {
      label: version.content.fields.find(({ key }) => key === subject.field)?.label ?? subject.field,
    });
  const hash = ports.hashes.subject(subject.kind, value);
  const scope = `subject/${version.dataset}/${hash}/${visibility.seq}`;
  const skip = page.cursor === undefined ? 0 : readCursor(scope, z.int().min(0), page.cursor);
  if (skip === null) return refused('cursor-not-valid');

  const versions: RecordVersion[] = [];
  let hits: RecordVersion[] = [];
  let position = 0;
  for await (const hit of ports.versions.versionsOfSubject(`${version.dataset}#${hash}`, visibility.seq)) {
    position += 1;
    if (position <= skip || !accepts(hit.values)) continue;
    if (versions.length + hits.length === page.limit) {
      versions.push(...(await newestOfHits(hits, visibility, ports.versions)));
      hits = [];
      if (versions.length === page.limit) return { versions, subject: hash, next: writeCursor(scope, position - 1) };
    }
    hits.push(hit);
  }
  versions.push(...(await newestOfHits(hits, visibility, ports.versions)));
  return { versions, subject: hash };
}

/** Refuses a key with a missing part or an invalid value. */
export async function findRecordId(
  version: DatasetVersion,
  key: Readonly<Record<string, string>>,
  ports: { readonly catalogue: Catalogue; readonly hashes: RecordHashes },
) {
  const { fields, key: keyFields } = version.content;
  const findLabel = (fieldKey: string) => fields.find((field) => field.key === fieldKey)?.label ?? fieldKey;
  const given = Object.keys(key);
  if (given.length !== keyFields.length || keyFields.some((field) => !Object.hasOwn(key, field))) {
    return refused('key-not-complete', {
      fields: keyFields.map((field) => `${findLabel(field)}（${field}）`).join('、'),
    });
  }
  const values: string[] = [];
  for (const field of keyFields) {
    const value = await ports.catalogue.canonical(version, field, key[field] ?? '');
    if (value === null) return refused('key-not-valid', { label: findLabel(field) });
    values.push(value);
  }
  return { record: `${version.dataset}#${ports.hashes.key(version.dataset, values)}` };
}
