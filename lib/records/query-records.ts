import { z } from 'zod';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { isRefused, refused, type Refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { Visibility } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion, RecordView } from '../../schemas/records/record.ts';
import type { queryRecordsRoute } from '../../schemas/records/routes.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../kernel/cursor.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { entryWords, hashWords, readKeyHash } from '../kernel/hashing/index-format.ts';
import { findNewestVisible } from '../kernel/newest-visible.ts';
import { toVisibility } from '../kernel/visibility.ts';
import type {
  Auditing,
  Catalogue,
  PublicationRepository,
  IndexFile,
  RecordHashes,
  RecordVersionReader,
} from './ports.ts';
import { subjectsOf } from './subjects-of.ts';

export type QueryRecordsPorts = Auditing & {
  readonly catalogue: Catalogue;
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publicationAt'>;
  readonly versions: RecordVersionReader;
  readonly indexFile: IndexFile;
  readonly hashes: RecordHashes;
};

type VisibleState = { readonly visibility: Visibility; readonly index: string | undefined };

type FindRefusal = 'key-not-complete' | 'key-not-valid' | 'no-subject' | 'cursor-not-valid';

type Found = {
  readonly versions: readonly RecordVersion[];
  /** The hash that was searched for. */
  readonly subject?: string;
  readonly next?: string;
  readonly total?: number;
};

/** Finds records by key, by subject, or page by page; now, or as of an earlier moment. Leaves an audit entry. */
export async function queryRecords(
  { caller, params, body, requestId }: RouteInput<typeof queryRecordsRoute>,
  ports: QueryRecordsPorts,
) {
  const version = await ports.catalogue.publishedVersion(params.dataset);
  if (version === null) return refused('dataset-not-found', { dataset: params.dataset });
  const { provider } = version.content.metadata;
  const use = { caller, requestId, operation: 'query-records', dataset: params.dataset, provider } as const;
  if (!isPermitted(caller, 'read-records', provider)) {
    await ports.recordUse({ ...use, results: 0, refusal: 'not-your-department' });
    return refused('not-your-department');
  }
  const moment = await resolveMoment(params.dataset, body.asOf, ports);
  if (isRefused(moment)) return moment;
  const found = await findRecords(version, body, moment, ports);
  if (isRefused(found)) return found;
  const { versions, subject, next, total } = found;
  const subjects = [...(subject === undefined ? [] : [subject]), ...subjectsOf(versions)];
  await ports.recordUse({ ...use, subjects, results: versions.length });
  return { items: versions.map(toRecordView), ...definedOnly({ next, total }) };
}

async function findRecords(
  version: DatasetVersion,
  body: RouteInput<typeof queryRecordsRoute>['body'],
  moment: VisibleState,
  ports: QueryRecordsPorts,
): Promise<Found | Refused<FindRefusal>> {
  if (body.key !== undefined) return await findByKey(version, body.key, moment, ports);
  if (body.subject !== undefined)
    return await findBySubject({ version, text: body.subject, page: body }, moment, ports);
  return await readPage(version.dataset, moment, body, ports);
}

async function resolveMoment(
  dataset: string,
  asOf: string | undefined,
  ports: Pick<QueryRecordsPorts, 'datasetStates'>,
) {
  if (asOf === undefined) {
    const datasetState = await ports.datasetStates.read(dataset);
    return { visibility: toVisibility(datasetState), index: datasetState.index };
  }
  const publication = await ports.datasetStates.publicationAt(dataset, asOf);
  return publication === null
    ? refused('as-of-too-early')
    : { visibility: { seq: publication.seq, voided: publication.voided }, index: publication.index };
}

async function findByKey(
  version: DatasetVersion,
  key: Readonly<Record<string, string>>,
  { visibility }: VisibleState,
  ports: QueryRecordsPorts,
): Promise<Found | Refused<FindRefusal>> {
  const found = await findRecordId(version, key, ports);
  if (isRefused(found)) return found;
  const record = await findNewestVisible(found.record, visibility, ports.versions);
  return { versions: record === null ? [] : [record] };
}

type Page = { readonly cursor?: string | undefined; readonly limit: number };
type SubjectQuery = { readonly version: DatasetVersion; readonly text: string; readonly page: Page };

/** Skips hits that are no longer the record's newest visible version. */
async function findBySubject(
  { version, text, page }: SubjectQuery,
  { visibility }: VisibleState,
  ports: QueryRecordsPorts,
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
  let position = 0;
  for await (const hit of ports.versions.versionsOfSubject(`${version.dataset}#${hash}`, visibility.seq)) {
    position += 1;
    if (position <= skip) continue;
    if (versions.length === page.limit) return { versions, subject: hash, next: writeCursor(scope, position - 1) };
    const newest = await findNewestVisible(hit.record, visibility, ports.versions);
    if (newest !== null && newest.seq === hit.seq) versions.push(newest);
  }
  return { versions, subject: hash };
}

async function readPage(
  dataset: string,
  { index }: VisibleState,
  page: Page,
  ports: QueryRecordsPorts,
): Promise<Found | Refused<FindRefusal>> {
  if (index === undefined) return { versions: [], total: 0 };
  const scope = `records/${index}`;
  const first = page.cursor === undefined ? 0 : readCursor(scope, z.int().min(0), page.cursor);
  if (first === null) return refused('cursor-not-valid');
  const total = await ports.indexFile.entries(index);
  const count = Math.max(0, Math.min(page.limit, total - first));
  const words = await ports.indexFile.read(index, first, count);
  const keys = Array.from({ length: count }, (_, i) => ({
    record: `${dataset}#${readKeyHash(words, i * entryWords)}`,
    seq: words[i * entryWords + 2 * hashWords] ?? 0,
  }));
  const versions = await ports.versions.getMany(keys);
  const next = first + count < total ? writeCursor(scope, first + count) : undefined;
  return { versions, total, ...definedOnly({ next }) };
}

function toRecordView({ seq, values, delivery, sheet, page, row }: RecordVersion): RecordView {
  return {
    seq,
    values,
    delivery,
    ...definedOnly({ sheet, page, row }),
  };
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
