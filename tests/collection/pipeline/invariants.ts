import { expect } from 'vitest';
import { writeCursor } from '../../../lib/kernel/cursor.ts';
import { queryRecords } from '../../../lib/records/query-records.ts';
import { openConsumer } from '../../records/changes/consumer.ts';
import { callerWithRole, dataset, operator, type Row, type Pipeline } from './pipeline.ts';

type Shown = ReadonlyMap<string, string>;

/** What a delivery of these rows makes of what was shown before it. */
function after(
  before: Shown,
  { rows, mode }: { readonly rows: readonly Row[]; readonly mode: 'full' | 'increment' },
): Shown {
  const next = new Map(mode === 'full' ? [] : before);
  for (const [key, value] of rows) {
    const current = value ?? before.get(key);
    if (current !== undefined) next.set(key, current);
  }
  return next;
}

/** What is shown, page by page. */
export async function shownAt(pipeline: Pipeline, asOf?: string): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await queryRecords(
      {
        ...callerWithRole(operator),
        params: { dataset },
        body: { limit: 2, ...(asOf === undefined ? {} : { asOf }), ...(cursor === undefined ? {} : { cursor }) },
      },
      pipeline.queryPorts,
    );
    if (!('items' in page)) throw new Error('the query was refused');
    for (const { values } of page.items) shown.set(values['number'] ?? '', values['name'] ?? '');
    cursor = 'next' in page && typeof page.next === 'string' ? page.next : undefined;
  } while (cursor !== undefined);
  return shown;
}

async function publishedByKey(pipeline: Pipeline, key: string, asOf: string | undefined): Promise<string | undefined> {
  const found = await queryRecords(
    {
      ...callerWithRole(operator),
      params: { dataset },
      body: { limit: 1, key: { number: key }, ...(asOf === undefined ? {} : { asOf }) },
    },
    pipeline.queryPorts,
  );
  if (!('items' in found)) throw new Error('the query was refused');
  return found.items[0]?.values['name'];
}

/** What a consumer has that reads every change since before the first publication. */
async function shownByFeed(pipeline: Pipeline): Promise<ReadonlyMap<string, string>> {
  const consumer = openConsumer(pipeline.readChangesPorts, writeCursor(`changes/${dataset}`, [0, '', 'state', 0]));
  await consumer.catchUp(2);
  expect(consumer.restarts(), 'publications without a change log').toBe(0);
  return consumer.shown();
}

/**
 * What holds whenever no work is pending: every publication shows what its deliveries make in their order, now and as
 * of its moment, by key as by page; statuses and counts agree with it; no sequence number stays reserved.
 */
export async function assertInvariants(pipeline: Pipeline): Promise<void> {
  const { deliveries, datasetStates } = pipeline.stores;
  const publications = (await datasetStates.publications(dataset, 1_000)).toReversed();
  const keys = new Set([...pipeline.rowsOf.values()].flatMap(({ rows }) => rows.map(([key]) => key)));
  const states = new Map<number, Shown>([[0, new Map()]]);
  let shown: Shown = new Map();
  for (const { seq, delivery, kind, at } of publications) {
    const given = delivery === undefined ? undefined : pipeline.rowsOf.get(delivery);
    shown = kind === 'roll-back' || given === undefined ? (states.get(seq) ?? new Map()) : after(shown, given);
    states.set(seq, shown);
    expect(await shownAt(pipeline, at), `as of ${at}`).toEqual(shown);
    for (const key of keys)
      expect(await publishedByKey(pipeline, key, at), `${key} as of ${at}`).toEqual(shown.get(key));
  }
  expect(await shownAt(pipeline), 'now').toEqual(shown);
  expect(await shownByFeed(pipeline), 'by the feed').toEqual(shown);
  expect((await datasetStates.read(dataset)).records).toBe(shown.size);

  const published = new Set(publications.map(({ delivery }) => delivery));
  const datasetState = await datasetStates.read(dataset);
  for (const { id, status, seq, rowCounts, annotated } of deliveries.all()) {
    expect(['published', 'returned', 'awaiting-approval', 'failed', 'discarded'], id).toContain(status);
    expect(published.has(id), `${id} ${status}`).toBe(status === 'published' && seq !== undefined);
    if (rowCounts !== undefined)
      expect(rowCounts.new + rowCounts.changed + rowCounts.unchanged + rowCounts.rejected, id).toBe(rowCounts.read);
    expect(annotated, id).not.toBe('pending');
    if (datasetState.loading?.delivery === id) expect(status).toBe('failed');
  }
}
