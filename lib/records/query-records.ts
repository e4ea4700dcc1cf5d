import { z } from 'zod';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { isRefused, refused, type Refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { RecordVersion, RecordView } from '../../schemas/records/record.ts';
import type { queryRecordsRoute } from '../../schemas/records/routes.ts';
import type { Auditing } from '../../schemas/sharing/data-use.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../kernel/cursor.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { entryWords, hashWords, readKeyHash } from '../kernel/hashing/index-format.ts';
import { toVisibility } from '../kernel/visibility.ts';
import {
  findByKey,
  findBySubject,
  type FindPorts,
  type FindRefusal,
  type Found,
  type Page,
  type VisibleState,
} from './find-records.ts';
import type { DisputedFields, IndexFile, PublicationRepository } from './ports.ts';
import { subjectsOf } from './subjects-of.ts';

export type QueryRecordsPorts = Auditing &
  FindPorts & {
    readonly datasetStates: Pick<PublicationRepository, 'read' | 'publicationAt'>;
    readonly indexFile: IndexFile;
    readonly disputedFields: DisputedFields;
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
  const disputed = body.asOf === undefined && versions.length > 0 ? await ports.disputedFields(params.dataset) : null;
  return {
    items: versions.map((one) => toRecordView(one, disputed?.get(keyHashOf(one)))),
    ...definedOnly({ next, total }),
  };
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

const keyHashOf = ({ record }: RecordVersion) => record.slice(record.lastIndexOf('#') + 1);

function toRecordView(
  { seq, values, delivery, sheet, page, row }: RecordVersion,
  disputed: readonly string[] | undefined,
): RecordView {
  return {
    seq,
    values,
    delivery,
    ...definedOnly({ sheet, page, row, disputed: disputed === undefined ? undefined : [...disputed] }),
  };
}
