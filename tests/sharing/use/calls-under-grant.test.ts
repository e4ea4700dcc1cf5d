import { describe, expect, test } from 'vitest';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { readChangesUnderGrant } from '../../../lib/sharing/use/read-changes-under-grant.ts';
import { readGrant, readGrantUsage } from '../../../lib/sharing/use/read-grant.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import { verifyUnderGrant } from '../../../lib/sharing/use/verify-under-grant.ts';
import { http } from '../../../lib/wiring/http.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import {
  queryUnderGrantRoute,
  readChangesUnderGrantRoute,
  readGrantRoute,
  readGrantUsageRoute,
  verifyUnderGrantRoute,
} from '../../../schemas/sharing/use-routes.ts';
import { httpEvent, invoke, testEdge } from '../../api/invoke.ts';
import { consumer, grantId, grantOf, useMemory } from './use-memory.ts';

const person = '411102199003070010';
const other = '411102199003070029';
const records = [
  { number: '1', id_number: person, name: '张三', phone: '13812348000', district: '源汇区' },
  { number: '2', id_number: person, name: '张三', district: '郾城区' },
  { number: '3', id_number: other, name: '李四' },
];
const caseNumber = 'BJ-2020-1';
const unknown = '01JE0000000000000000000009';
const stranger: Caller = { ...consumer, subject: 'tax-system', department: 'taxation' };
const provider: Caller = { ...consumer, subject: 'police-officer', department: 'public-security', roles: ['provider'] };

type Body = Parameters<typeof queryUnderGrant>[0]['body'];
const open = (changes: Partial<Grant> = {}, now?: () => string) =>
  useMemory({ grant: grantOf(changes), publications: [records], ...(now === undefined ? {} : { now }) });
const bySubject: Body = { subject: person, caseNumber };
const request = { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {} };

async function query(ports: ReturnType<typeof open>, body: Body = bySubject) {
  const outcome = await queryUnderGrant({ ...request, body }, ports);
  const answer = 'answer' in outcome ? outcome.answer : outcome;
  return isRefused(answer) ? answer.refused : answer;
}
async function verify(ports: ReturnType<typeof open>, body: Parameters<typeof verifyUnderGrant>[0]['body']) {
  const outcome = await verifyUnderGrant({ ...request, body }, ports);
  const answer = 'answer' in outcome ? outcome.answer : outcome;
  return isRefused(answer) ? answer.refused : answer.result;
}

test.each<[string, Grant['caseNumbers'], Body['caseNumber'], string | number]>([
  ['is answered with its case', 'required', caseNumber, 2],
  ['is refused without its case', 'required', undefined, 'case-number-missing'],
  ['is answered without a case', 'optional', undefined, 2],
])('a query %s where it is %s', async (_, caseNumbers, given, expected) => {
  const answer = await query(open({ caseNumbers }), { subject: person, caseNumber: given });
  expect(typeof answer === 'string' ? answer : answer.items.length).toBe(expected);
});

describe('a call is refused', () => {
  const revoked = { at: '2020-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' };
  test.each<[string, Partial<Grant>, Partial<Body>]>([
    ['grant-not-begun', { from: '2020-12-06' }, {}],
    ['grant-expired', { until: '2020-12-04' }, {}],
    ['grant-revoked', { revoked, until: '2020-12-04' }, {}],
    ['way-not-granted', { ways: ['verify'] }, {}],
    ['matter-not-granted', {}, { matter: '离婚登记' }],
    ['subject-not-valid', {}, { subject: 'odd' }],
    ['quota-rows', { quota: { ...grantOf().quota, rows: 1 } }, {}],
  ])('%s', async (code, changes, body) => {
    const ports = open(changes);
    expect(await query(ports, { ...bySubject, ...body })).toBe(code);
    expect(ports.uses).toEqual([
      {
        caller: consumer,
        requestId: 'r',
        operation: 'query-under-grant',
        grant: grantId,
        dataset: 'fishing-licences',
        provider: 'public-security',
        caseNumber,
        matter: '结婚登记',
        results: 0,
        refusal: code,
      },
    ]);
    expect(await ports.counter.read(grantId, '2020-12-05')).toMatchObject({ calls: 0 });
  });

  test.each<[string, Partial<Grant>]>([
    ['on the first day', { from: '2020-12-05' }],
    ['on the last day', { until: '2020-12-05' }],
  ])('not %s', async (_, changes) => {
    expect(await query(open(changes))).toMatchObject({ items: [{ values: { name: '张三' } }, {}] });
  });

  test('by a version that is not compatible, and by a withdrawn entry', async () => {
    const ports = open();
    const [version] = await ports.publishedVersions('any');
    if (version === undefined) throw new Error('no version');
    const later = { ...version, version: 2, compatibility: 'compatible' as const };
    const published = (versions: (typeof later)[]) => ({ ...ports, publishedVersions: async () => versions });
    const breaking = { ...later, compatibility: 'breaking' as const };
    expect(await query(published([later]))).toMatchObject({ more: false });
    expect(
      await query({ ...ports, publishedVersions: async () => [version, breaking, { ...later, version: 3 }] }),
    ).toBe('grant-superseded');
    expect(await query(published([]))).toBe('dataset-not-shared');
  });

  test('by key where a part of the key is not granted whole, whatever its values', async () => {
    const keys = [{ number: '1', id_number: person }, { number: 'no', id_number: 'no' }, { number: '1' }];
    const granted = ['number', 'id_number'].map((field) => ({ field, mask: 'none' as const }));
    const masked = [granted[0], { field: 'id_number', mask: 'citizen-id' as const }].filter((one) => one !== undefined);
    for (const key of keys) expect(await query(open({ fields: masked }), { key, caseNumber })).toBe('key-not-granted');
    const answers = await Promise.all(
      keys.map(async (key) => await query(open({ fields: granted }), { key, caseNumber })),
    );
    expect(answers).toMatchObject([{ items: [{ values: { number: '1' } }] }, { items: [] }, 'key-not-complete']);
  });
});

describe('verification', () => {
  const fields = [
    { field: 'name', mask: 'none' as const },
    { field: 'district', mask: 'none' as const },
    { field: 'phone', mask: 'mobile' as const },
  ];
  const ports = () => open({ fields, ways: ['verify'], filters: [{ field: 'name', values: ['张三'] }] });
  test.each<[string, string, Record<string, string> | undefined]>([
    ['yes', person, undefined],
    ['yes', person, { name: '张三', district: '郾城区' }],
    ['no', person, { name: '张三', district: '召陵区' }],
    ['no', person, { name: 'odd' }],
    ['not-found', other, { name: '李四' }],
    ['not-found', '411102199003070099', undefined],
    ['field-not-granted', person, { phone: '13812348000' }],
    ['field-not-granted', person, { secret: '机密甲' }],
  ])('%s: %s %j', async (expected, subject, compared) => {
    const body = { subject, caseNumber, ...(compared === undefined ? {} : { fields: compared }) };
    expect(await verify(ports(), body)).toBe(expected);
  });
});

describe('the quota', () => {
  test('is told by headers, with the answer and with the refusal', async () => {
    const ports = open({ quota: { calls: 2, rows: 100, subjects: 10, callsPerMinute: 1 } });
    let now = '2020-12-05T15:58:30.000Z';
    const count = usageCounting({ counter: ports.counter, now: () => now });
    const handler = http(queryUnderGrantRoute, () => ({ ...ports, count }), queryUnderGrant, testEdge());
    const params = { grant: grantId };
    const call = async () =>
      await invoke(
        handler,
        httpEvent(queryUnderGrantRoute, { params, caller: consumer, body: JSON.stringify(bySubject) }),
      );
    const policy = '"day";q=2;w=86400, "minute";q=1;w=60';
    expect(await call()).toMatchObject({
      statusCode: 200,
      headers: { 'ratelimit-policy': policy, ratelimit: '"day";r=1;t=90, "minute";r=0;t=30' },
    });
    expect(await call()).toMatchObject({
      statusCode: 429,
      json: { code: 'quota-minute' },
      headers: { ratelimit: '"day";r=1;t=90, "minute";r=0;t=30', 'retry-after': '30' },
    });
    now = '2020-12-05T15:59:30.000Z';
    expect(await call()).toMatchObject({
      statusCode: 200,
      headers: { ratelimit: '"day";r=0;t=30, "minute";r=0;t=30' },
    });
    expect(await call()).toMatchObject({
      statusCode: 429,
      json: { code: 'quota-calls' },
      headers: { 'retry-after': '30' },
    });
    now = '2020-12-05T16:00:00.000Z';
    expect(await call()).toMatchObject({ statusCode: 200 });
  });

  test('is shown alike to both parties', async () => {
    const ports = open();
    await query(ports);
    const read = async (caller: Caller) => await readGrantUsage({ ...request, caller, body: undefined }, ports);
    expect(await read(consumer)).toMatchObject({
      today: { day: '2020-12-05', calls: 1, rows: 2, subjects: 1 },
      days: [],
    });
    expect(await read(provider)).toEqual(await read(consumer));
  });
});

describe('whether there is a grant', () => {
  const handlers = (ports: ReturnType<typeof open>) => {
    const named = { ...ports, account: async () => undefined, departmentName: async (id: string) => id };
    return [
      [queryUnderGrantRoute, http(queryUnderGrantRoute, () => ports, queryUnderGrant, testEdge()), bySubject],
      [verifyUnderGrantRoute, http(verifyUnderGrantRoute, () => ports, verifyUnderGrant, testEdge()), bySubject],
      [
        readChangesUnderGrantRoute,
        http(readChangesUnderGrantRoute, () => ports, readChangesUnderGrant, testEdge()),
        {},
      ],
      [readGrantRoute, http(readGrantRoute, () => named, readGrant, testEdge()), undefined],
      [readGrantUsageRoute, http(readGrantUsageRoute, () => ports, readGrantUsage, testEdge()), undefined],
    ] as const;
  };
  const states: readonly [string, Partial<Grant>][] = [
    ['in force', {}],
    ['expired', { until: '2020-12-02' }],
    ['revoked', { revoked: { at: '2020-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' } }],
    [
      'for another way and with no quota left',
      { ways: ['file'], quota: { calls: 1, rows: 1, subjects: 1, callsPerMinute: 1 } },
    ],
  ];

  test.each(states)('no answer tells another department, of a grant %s', async (_, changes) => {
    const ports = open(changes);
    for (const [route, handler, body] of handlers(ports)) {
      const ask = async (grant: string) => {
        const event = httpEvent(route, {
          params: { grant },
          caller: stranger,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const { statusCode, headers, body: text } = await invoke(handler, event);
        return { statusCode, headers, text };
      };
      expect(await ask(grantId)).toEqual(await ask(unknown));
      expect(await ask(grantId)).toMatchObject({ statusCode: 404 });
    }
    expect(ports.uses.every(({ provider: of, refusal }) => of === undefined && refusal === 'grant-not-found')).toBe(
      true,
    );
    expect(ports.uses).toHaveLength(9);
  });
});
