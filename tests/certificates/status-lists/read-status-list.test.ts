import { inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compressStatusList } from '../../../lib/adapters/certificates/compress-status-list.ts';
import type { CachedStatusList, StatusListPorts } from '../../../lib/certificates/status-lists/ports.ts';
import { readStatusList } from '../../../lib/certificates/status-lists/read-status-list.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';

const begun = '2026-11-24T06:00:00.000Z';
const params = { type: 'certificate-property', year: 2026 };
const Payload = z.object({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  ttl: z.int(),
  status_list: z.object({ bits: z.int(), lst: z.string() }),
});

let list: { size: number; changes: number; entries: { index: number; value: number }[] } | null;
let cached: Map<string, CachedStatusList>;
let seconds: number;
let reads: number;

beforeEach(() => {
  list = { size: 10, changes: 1, entries: [{ index: 3, value: 1 }] };
  cached = new Map();
  seconds = 0;
  reads = 0;
});

const ports: StatusListPorts = {
  lists: {
    state: async () => list,
    entries: async function* () {
      reads += 1;
      yield* list?.entries ?? [];
    },
  },
  cached: {
    read: async (type, year) => cached.get(`${type}/${year}`) ?? null,
    write: async (type, year, made) => void cached.set(`${type}/${year}`, made),
  },
  address: (type, year) => `https://example.test/${type}/${year}`,
  compress: compressStatusList,
  sign: async (payload) => JSON.stringify(payload),
  ttl: 300,
  now: () => secondsAfter(begun, seconds),
};

/** The list as a reader sees it, so many seconds after the start. */
async function listAt(second: number) {
  seconds = second;
  const answer = await readStatusList({ params }, ports);
  if (isRefused(answer)) throw new Error(`refused: ${answer.refused}`);
  const payload = Payload.parse(JSON.parse(new TextDecoder().decode(answer.file)));
  const bytes = inflateSync(Buffer.from(payload.status_list.lst, 'base64url'));
  return { payload, size: bytes.length * 2, statusOf: (n: number) => ((bytes[n >> 1] ?? 0) >> ((n & 1) * 4)) & 15 };
}

test('a list without reserved indexes does not exist', async () => {
  list = null;
  expect(await readStatusList({ params }, ports)).toEqual({
    kind: 'refusal',
    refused: 'status-list-not-found',
    facts: params,
  });
});

test('the token has its URI, its lifetime and the value of each entry', async () => {
  const { payload, size, statusOf } = await listAt(0);
  const iat = Date.parse(begun) / 1000;
  expect(payload).toMatchObject({
    sub: 'https://example.test/certificate-property/2026',
    iat,
    exp: iat + 86_400,
    ttl: 300,
    status_list: { bits: 4 },
  });
  expect([size, statusOf(2), statusOf(3), statusOf(4)]).toEqual([4096, 0, 1, 0]);
});

describe('is served from the cache', () => {
  test('while nothing changes: until the index has caught up, then for its whole TTL', async () => {
    for (const second of [0, 9]) await listAt(second);
    expect(reads).toBe(1);
    for (const second of [10, 11, 200, 309]) await listAt(second);
    expect(reads).toBe(2);
    await listAt(310);
    expect(reads).toBe(3);
  });

  test('also when indexes within its capacity are reserved', async () => {
    await listAt(0);
    list = { size: 4096, changes: 1, entries: [] };
    expect((await listAt(5)).statusOf(3)).toBe(1);
  });
});

describe('is rebuilt', () => {
  test('when the list was touched', async () => {
    await listAt(0);
    list = {
      size: 10,
      changes: 2,
      entries: [
        { index: 3, value: 1 },
        { index: 4, value: 14 },
      ],
    };
    expect((await listAt(1)).statusOf(4)).toBe(14);
  });

  test('ten seconds after a change that the index showed late', async () => {
    await listAt(0);
    list = { size: 10, changes: 2, entries: [] };
    expect((await listAt(1)).statusOf(4)).toBe(0);
    list = { size: 10, changes: 2, entries: [{ index: 4, value: 14 }] };
    expect((await listAt(11)).statusOf(4)).toBe(14);
  });

  test('when an index beyond its capacity was reserved', async () => {
    await listAt(0);
    list = { size: 4097, changes: 1, entries: [] };
    expect((await listAt(1)).size).toBe(8192);
  });

  test('when it was touched while being built', async () => {
    const changing: StatusListPorts = {
      ...ports,
      sign: async (payload) => (
        (list = { size: 10, changes: 2, entries: [{ index: 5, value: 2 }] }),
        await ports.sign(payload)
      ),
    };
    await readStatusList({ params }, changing);
    expect((await listAt(1)).statusOf(5)).toBe(2);
  });
});
