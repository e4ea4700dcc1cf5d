import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { encodeTime } from 'ulid';
import { expect, test } from 'vitest';
import { workObjects } from '../../../lib/adapters/object-store/work-objects.ts';
import { sweepObjects, type SweepObjectsPorts } from '../../../lib/collection/retention/sweep-objects.ts';
import { findingsKey, indexKey, partKey, rejectedKey, stagedPrefix } from '../../../lib/collection/staging.ts';
import { runObjectStore } from '../../infra/local/object-store/run-object-store.ts';

type Delivery = NonNullable<Awaited<ReturnType<SweepObjectsPorts['deliveries']['read']>>>;
type Known = Pick<Delivery, 'status' | 'discarding'> & { readonly token: number };

const now = '2026-06-01T00:00:00.000Z';
const idAt = (days: number, letter: string): string =>
  `${encodeTime(Date.parse(now) - days * 24 * 3600 * 1000, 10)}${letter.repeat(16)}`;

/** 410 days old: it is looked at on this day. */
const old = (letter: string) => idAt(410, letter);
const [published, returned, failed, waiting, discarded, discardingNow, unknown] = 'ABCDEFG'.split('').map(old);
const young = idAt(100, 'H');
const ancient = idAt(500, 'J');
/** 1,110 days old. */
const [expired, expiredFailed] = ['K', 'M'].map((letter) => idAt(1110, letter));

const known = new Map<string | undefined, Known>([
  [published, { status: 'published', token: 2 }],
  [returned, { status: 'returned', token: 1 }],
  [failed, { status: 'failed', token: 1 }],
  [waiting, { status: 'awaiting-approval', token: 1 }],
  [discarded, { status: 'discarded', token: 1 }],
  [discardingNow, { status: 'discarded', token: 1, discarding: { by: 'a', reason: 'b' } }],
  [young, { status: 'returned', token: 1 }],
  [ancient, { status: 'returned', token: 1 }],
  [expired, { status: 'published', token: 1 }],
  [expiredFailed, { status: 'failed', token: 1 }],
]);

const staged = (id = '', token = 1) => stagedPrefix(id, token);
const index = (id = '', token = 1) => indexKey('vehicles', id, token);

function toDelivery(id: string): Delivery | null {
  const found = known.get(id);
  if (found === undefined) return null;
  const { token, ...rest } = found;
  return { ...rest, staged: { prefix: stagedPrefix(id, token), index: indexKey('vehicles', id, token) } };
}

/** Every object, and whether it is kept. */
const objects: readonly (readonly [string, string, 'kept' | 'removed'])[] = [
  ['a part of a publication', partKey(staged(published, 2), 1), 'kept'],
  ['its findings', findingsKey(staged(published, 2), 1), 'kept'],
  ['its rejected rows', rejectedKey(staged(published, 2), 1), 'kept'],
  ['its index', index(published, 2), 'kept'],
  ['a part of a worker that was overtaken', partKey(staged(published, 1), 1), 'removed'],
  ['the index of a worker that was overtaken', index(published, 1), 'removed'],
  ['a part of a returned delivery', partKey(staged(returned), 1), 'removed'],
  ['its findings, which its receipt shows', findingsKey(staged(returned), 1), 'kept'],
  ['the index of a returned delivery', index(returned), 'removed'],
  ['a part of a failed delivery, which may be retried', partKey(staged(failed), 1), 'kept'],
  ['the index of a failed delivery', index(failed), 'kept'],
  ['a part that waits for approval', partKey(staged(waiting), 1), 'kept'],
  ['a part of a discarded delivery', partKey(staged(discarded), 1), 'removed'],
  ['an index of a discarded delivery that an earlier publication names', index(discarded), 'kept'],
  ['a part that is being discarded', partKey(staged(discardingNow), 1), 'kept'],
  ['a part of an unknown delivery', partKey(staged(unknown), 1), 'kept'],
  ['a part of a younger delivery', partKey(staged(young), 1), 'kept'],
  ['an index of a younger delivery', index(young), 'kept'],
  ['what an earlier run looked at', partKey(staged(ancient), 1), 'kept'],
  ['a part of a publication of three years ago', partKey(staged(expired), 1), 'kept'],
  ['its rejected rows', rejectedKey(staged(expired), 1), 'kept'],
  ['its findings', findingsKey(staged(expired), 1), 'removed'],
  ['findings of a failed delivery of that time', findingsKey(staged(expiredFailed), 1), 'kept'],
  ['a name that nobody knows', `indexes/vehicles/${returned}-rebuilt.bin`, 'kept'],
  ['an annotated workbook', `annotated/${returned}/all.xlsx`, 'kept'],
];

test('removes what nothing refers to, and nothing else', async () => {
  const store = await runObjectStore();
  const listAll = async () =>
    ((await store.s3.send(new ListObjectsV2Command({ Bucket: 'drafts' }))).Contents ?? []).map(({ Key }) => Key);
  try {
    for (const [, Key] of objects) await store.s3.send(new PutObjectCommand({ Bucket: 'drafts', Key, Body: 'x' }));
    const ports: SweepObjectsPorts = {
      now: () => now,
      deliveries: { read: async (id) => toDelivery(id) },
      objects: workObjects(store.s3, 'drafts'),
      publishedIndexes: async (dataset) =>
        new Set(dataset === 'vehicles' ? [index(published, 2), index(discarded)] : []),
      firstIdAt: (epochMs) => encodeTime(epochMs, 10),
      unusedDays: 400,
      findingsDays: 1100,
    };
    await sweepObjects(ports);
    const left = await listAll();
    expect(objects.map(([name, key]) => [name, left.includes(key) ? 'kept' : 'removed'])).toEqual(
      objects.map(([name, , fate]) => [name, fate]),
    );
    await sweepObjects(ports);
    expect(await listAll()).toEqual(left);

    // Earlier windows have their turns within 122 days: this one on the fifteenth day.
    for (let day = 1; day < 15; day += 1)
      await sweepObjects({ ...ports, now: () => new Date(Date.parse(now) + day * 24 * 3600 * 1000).toISOString() });
    expect(await listAll()).toContain(partKey(staged(ancient), 1));
    await sweepObjects({ ...ports, now: () => '2026-06-16T00:00:00.000Z' });
    expect(await listAll()).not.toContain(partKey(staged(ancient), 1));
  } finally {
    for (const [, Key] of objects) await store.s3.send(new DeleteObjectCommand({ Bucket: 'drafts', Key }));
    await store.close();
  }
});
