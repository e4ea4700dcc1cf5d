import { describe, expect, test } from 'vitest';
import { readGrantOpenapi } from '../../../lib/sharing/sandbox/read-grant-openapi.ts';
import {
  querySandbox,
  readSandbox,
  readSandboxChanges,
  verifySandbox,
} from '../../../lib/sharing/sandbox/sandbox-calls.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import { hasHeaders, type WithHeaders } from '../../../schemas/kernel/route.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { consumer, grantId } from '../use/use-memory.ts';
import { grantOn, sandboxMemory, seedVersion } from './sandbox-memory.ts';

const version = seedVersion('marriage-registrations');
const fields: Grant['fields'] = [
  { field: 'marital_status', mask: 'none' },
  { field: 'holder', mask: 'name' },
];
const grant = grantOn(version, { fields });
const call = { caller: consumer, params: { grant: grantId }, query: {}, requestId: 'request' };
const limited = { 'ratelimit-policy': expect.any(String), ratelimit: expect.any(String) };

/** Without its headers. */
function inside<A, B>(answer: WithHeaders<A> | B): A | B {
  return hasHeaders<A | B>(answer) ? answer.answer : answer;
}

async function firstSubject(of: Grant = grant): Promise<string> {
  const sandbox = await readSandbox({ ...call, body: null }, sandboxMemory(of, [version]));
  if (!('subjects' in sandbox)) throw new Error('refused');
  return sandbox.subjects[0] ?? '';
}

describe('a query in the sandbox', () => {
  test('answers granted fields of a record that is made up, masked, marked, with what is left of the quota', async () => {
    const answer = await querySandbox(
      { ...call, body: { subject: await firstSubject() } },
      sandboxMemory(grant, [version]),
    );
    expect(answer).toMatchObject({
      headers: limited,
      answer: { sandbox: true, more: false, items: [{ asked: 0, values: { holder: expect.stringMatching(/^.\*/u) } }] },
    });
  });

  test('is the same at each call, and another one under another grant', async () => {
    const other = { ...grant, id: '01JE0000000000000000000002' };
    expect(await firstSubject()).toBe(await firstSubject());
    const sandbox = await readSandbox(
      { ...call, params: { grant: other.id }, body: null },
      sandboxMemory(other, [version]),
    );
    expect(sandbox).not.toMatchObject({ subjects: [await firstSubject()] });
  });

  test('does not find what the row filters hide', async () => {
    const filtered = { ...grant, filters: [{ field: 'marital_status', values: ['20'] }] };
    const ports = sandboxMemory(filtered, [version]);
    const body = { limit: 200 };
    const start = inside(await readSandboxChanges({ ...call, body }, ports));
    if (!('next' in start)) throw new Error('refused');
    const page = inside(await readSandboxChanges({ ...call, body: { ...body, cursor: start.next } }, ports));
    if (!('items' in page)) throw new Error('refused');
    const statuses = page.items.flatMap(({ values }) => values?.['marital_status'] ?? []);
    expect(new Set(statuses)).toEqual(new Set(['20']));
    expect(page.items.length).toBeLessThan(40);
  });
});

test('the feed gives nothing first, then what there is, then a change and a removal, and then no more', async () => {
  const ports = sandboxMemory(grant, [version]);
  const items = [];
  const sizes = [];
  let cursor: string | undefined;
  for (let more = true; more;) {
    const page = inside(
      await readSandboxChanges({ ...call, body: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } }, ports),
    );
    if (!('items' in page)) throw new Error('refused');
    expect(page.sandbox).toBe(true);
    items.push(...page.items);
    sizes.push(page.items.length);
    ({ next: cursor, more } = page);
  }
  expect(sizes).toEqual([0, 20, 20, 3]);
  expect(items.map(({ removed }) => removed)).toEqual([...Array.from({ length: 42 }, () => false), true]);
  const [changed, removed] = items.slice(-2);
  const before = items.slice(0, -2);
  expect(before.map(({ record }) => record)).toEqual(expect.arrayContaining([changed?.record, removed?.record]));
  expect(before.find(({ record }) => record === changed?.record)?.values).not.toEqual(changed?.values);
});

test('a verification compares with the made up record', async () => {
  const ports = sandboxMemory(grant, [version]);
  const subject = await firstSubject();
  const found = inside(await querySandbox({ ...call, body: { subject } }, ports));
  if (!('items' in found)) throw new Error('refused');
  const value = found.items[0]?.values['marital_status'] ?? '';
  const results = [];
  for (const marital_status of [value, '99'])
    results.push(inside(await verifySandbox({ ...call, body: { subject, fields: { marital_status } } }, ports)));
  expect(results).toEqual([
    { sandbox: true, result: 'yes' },
    { sandbox: true, result: 'no' },
  ]);
});

test('the quota of a minute holds in the sandbox, too', async () => {
  const ports = sandboxMemory({ ...grant, quota: { ...grant.quota, callsPerMinute: 1 } }, [version]);
  const body = { subject: await firstSubject() };
  await querySandbox({ ...call, body }, ports);
  expect(await querySandbox({ ...call, body }, ports)).toMatchObject({
    headers: { 'retry-after': expect.any(String) },
    answer: { refused: 'quota-minute' },
  });
});

const fault = { way: 'query', code: 'mask-differs' } as const;
const proof = {
  at: '2020-12-05T00:00:00.000Z',
  outcome: 'failed',
  records: 1,
  fault,
  suspended: { at: '2020-12-05T00:00:00.000Z', fault },
} as const;
describe.each([
  ['of another department', 'grant-not-found', { caller: { ...consumer, department: 'education' } }, {}],
  ['that is unknown', 'grant-not-found', { params: { grant: '01JE0000000000000000000009' } }, {}],
  ['of certificates', 'grant-of-certificates', {}, { target: 'certificate-type' }],
  ['that was revoked', 'grant-revoked', {}, { revoked: { at: '2020-12-02T00:00:00.000Z', by: 'a', reason: '停用' } }],
  ['that is suspended', 'grant-suspended', {}, { proof }],
  ['that has expired', 'grant-expired', {}, { from: '2020-01-01', until: '2020-06-30' }],
] as const)('a grant %s', (_, code, changedCall, changes) => {
  test.each([['GET openapi'], ['GET sandbox'], ['query']])('is refused (%s)', async (way) => {
    const ports = sandboxMemory({ ...grant, ...changes }, [version]);
    const input = { ...call, ...changedCall, body: null };
    const answers: Readonly<Record<string, () => Promise<unknown>>> = {
      'GET openapi': async () => await readGrantOpenapi(input, ports),
      'GET sandbox': async () => await readSandbox(input, ports),
      query: async () => await querySandbox({ ...input, body: { subject: '41110219900307001X' } }, ports),
    };
    expect(await answers[way]?.()).toMatchObject({ refused: code });
  });
});

test('an incompatible version of the catalogue refuses as a use does', async () => {
  const next = { ...version, version: version.version + 1, compatibility: 'breaking' as const };
  const ports = sandboxMemory(grant, [version, next]);
  expect(await readGrantOpenapi({ ...call, body: null }, ports)).toEqual(
    refused('grant-superseded', { version: version.version }),
  );
});

test('the sandbox is open before the grant begins; a use is not', async () => {
  const ports = sandboxMemory({ ...grant, from: '2021-01-01' }, [version]);
  expect(inside(await querySandbox({ ...call, body: { subject: await firstSubject() } }, ports))).toMatchObject({
    sandbox: true,
  });
});

test('a way that is not granted is refused in the sandbox', async () => {
  const ports = sandboxMemory({ ...grant, ways: ['verify'] }, [version]);
  expect(await querySandbox({ ...call, body: { subject: await firstSubject() } }, ports)).toEqual(
    refused('way-not-granted'),
  );
});

test('both parties and the centre read the OpenAPI document; others learn of no grant', async () => {
  const ports = sandboxMemory(grant, [version]);
  const callers: readonly (readonly [Partial<Caller>, boolean])[] = [
    [{}, true],
    [{ department: grant.provider, roles: ['provider'] }, true],
    [{ department: 'data-bureau', roles: ['operator'] }, true],
    [{ department: 'education' }, false],
  ];
  for (const [changes, may] of callers) {
    const answer = await readGrantOpenapi({ ...call, caller: { ...consumer, ...changes }, body: null }, ports);
    expect('openapi' in answer).toBe(may);
  }
});
