import { inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compressStatusList } from '../../../lib/adapters/certificates/compress-status-list.ts';
import type { StatusListState } from '../../../lib/certificates/ports.ts';
import { makeStatusList } from '../../../lib/certificates/status-lists/make-status-list.ts';
import type { MakeStatusListPorts } from '../../../lib/certificates/status-lists/ports.ts';
import { readStatusList } from '../../../lib/certificates/status-lists/read-status-list.ts';
import { sweepStatusLists } from '../../../lib/certificates/status-lists/sweep-status-lists.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';

const begun = '2026-11-24T06:00:00.000Z';
const type = 'certificate-property';
const params = { type, year: 2026 };
const halfADay = 12 * 60 * 60;
const Payload = z.object({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  ttl: z.int(),
  status_list: z.object({ bits: z.int(), lst: z.string() }),
});

let list: StatusListState | null;
let entries: { index: number; value: number }[];
let tokens: Map<string, string>;
let seconds: number;
let signed: number;

beforeEach(() => {
  list = { size: 10, changes: 1, changedAt: begun, dueAt: begun };
  entries = [{ index: 3, value: 1 }];
  tokens = new Map();
  seconds = 0;
  signed = 0;
});

const ports: MakeStatusListPorts = {
  lists: {
    state: async () => list,
    entries: async function* () {
      yield* entries;
    },
    due: async (now) => (list !== null && list.dueAt <= now ? [params] : []),
    made: async (_type, _year, seen, dueAt) => {
      if (list?.size === seen.size && list.changes === seen.changes) list = { ...list, dueAt };
    },
  },
  published: { write: async (ofType, year, token) => void tokens.set(`${ofType}/${year}`, token) },
  address: (ofType, year) => `https://example.test/${ofType}/${year}`,
  compress: compressStatusList,
  sign: async (payload) => {
    signed += 1;
    return JSON.stringify(payload);
  },
  ttl: 300,
  now: () => secondsAfter(begun, seconds),
};

const sweepAt = async (second: number) => {
  seconds = second;
  await sweepStatusLists(ports, () => 60_000);
};

function published() {
  const payload = Payload.parse(JSON.parse(tokens.get(`${type}/2026`) ?? '{}'));
  const bytes = inflateSync(Buffer.from(payload.status_list.lst, 'base64url'));
  return { payload, size: bytes.length * 2, statusOf: (n: number) => ((bytes[n >> 1] ?? 0) >> ((n & 1) * 4)) & 15 };
}

const readPorts = {
  lists: { state: async () => list },
  published: { read: async () => tokens.get(`${type}/2026`) ?? null },
};

describe('reading', () => {
  test.each<[string, StatusListState | null]>([
    ['status-list-not-found', null],
    ['status-list-not-ready', { size: 3, changes: 0, changedAt: begun, dueAt: begun }],
  ])('%s', async (code, state) => {
    list = state;
    expect(await readStatusList({ params }, readPorts)).toEqual({ kind: 'refusal', refused: code, facts: params });
  });

  test('the list that was published last, also while it is due again', async () => {
    await sweepAt(0);
    list = { size: 10, changes: 2, changedAt: begun, dueAt: secondsAfter(begun, 5) };
    expect(await readStatusList({ params }, readPorts)).toEqual({
      file: new TextEncoder().encode(tokens.get(`${type}/2026`)),
    });
  });
});

test('the token has its URI, its lifetime and the value of each entry', async () => {
  await sweepAt(0);
  const { payload, size, statusOf } = published();
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

describe('a list is made', () => {
  test('once, again when the index has caught up, then when half of its validity is over', async () => {
    const countAt = async (second: number) => {
      await sweepAt(second);
      return signed;
    };
    expect([await countAt(0), await countAt(9), await countAt(10), await countAt(11)]).toEqual([1, 1, 2, 2]);
    expect([await countAt(10 + halfADay - 1), await countAt(10 + halfADay)]).toEqual([2, 3]);
  });

  test('once when it is swept long after its change', async () => {
    await sweepAt(60);
    await sweepAt(120);
    expect(signed).toBe(1);
  });

  test('when it was touched', async () => {
    await sweepAt(60);
    list = { size: 10, changes: 2, changedAt: secondsAfter(begun, 70), dueAt: secondsAfter(begun, 70) };
    entries.push({ index: 4, value: 14 });
    await sweepAt(120);
    expect(published().statusOf(4)).toBe(14);
  });

  test('with more places when indexes beyond its capacity were reserved', async () => {
    list = { size: 4097, changes: 1, changedAt: begun, dueAt: begun };
    await sweepAt(0);
    expect(published().size).toBe(8192);
  });

  test('again when it was touched while being made', async () => {
    const changing: MakeStatusListPorts = {
      ...ports,
      sign: async (payload) => {
        list = { size: 10, changes: 2, changedAt: ports.now(), dueAt: ports.now() };
        entries = [{ index: 5, value: 2 }];
        return await ports.sign(payload);
      },
    };
    seconds = 60;
    await makeStatusList(type, 2026, changing);
    await sweepAt(61);
    expect(published().statusOf(5)).toBe(2);
  });
});

describe('a sweep', () => {
  test('tries all lists, and then reports the first failure', async () => {
    const made: number[] = [];
    const many: MakeStatusListPorts = {
      ...ports,
      lists: { ...ports.lists, due: async () => [2024, 2025, 2026].map((year) => ({ type, year })) },
      published: {
        write: async (_type, year) => {
          if (year === 2024) throw new Error('no store');
          made.push(year);
        },
      },
    };
    await expect(sweepStatusLists(many, () => 60_000)).rejects.toThrow('status-list-sweep-incomplete');
    list = { size: 10, changes: 1, changedAt: begun, dueAt: begun };
    expect(made).toEqual([2025]);
  });

  test('stops before its function does', async () => {
    await sweepStatusLists(ports, () => 14_999);
    expect(signed).toBe(0);
  });
});
