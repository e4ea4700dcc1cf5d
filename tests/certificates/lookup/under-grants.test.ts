import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  findByHolderRoute,
  findCertificatesRoute,
  readCertificateRoute,
  readCertificatesRoute,
} from '../../../schemas/certificates/lookup-routes.ts';
import { officialUseRoute } from '../../../schemas/certificates/use-routes.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Route } from '../../../schemas/kernel/route.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { officialUseBody } from '../use/official-use-body.ts';
import { grantCertificates, matter, type GivenGrant } from './certificate-grants.ts';
import { askFixture, callers, driving, holder, openFixture, property, type Issued } from './fixture.ts';

const number = '豫测U1';
const masks = { certificate_number: 'none', holder_name: 'name' } as const;

/** What a department has been granted of property certificates, and what a look-up answers. */
const situations = {
  granted: { grants: [{}], code: null },
  'granted, with another one that has expired': { grants: [{}, { until: '2021-01-01' }], code: null },
  'granted, after one that was revoked': {
    grants: [{ revoked: { at: '2021-01-01T00:00:00.000Z', by: 'officer', reason: '用途已经结束' } }, {}],
    code: null,
  },
  expired: { grants: [{ until: '2021-01-01' }], code: 'grant-expired' },
  'not begun': { grants: [{ from: '2098-01-01' }], code: 'grant-not-begun' },
  revoked: {
    grants: [{ revoked: { at: '2021-01-01T00:00:00.000Z', by: 'officer', reason: '用途已经结束' } }],
    code: 'grant-revoked',
  },
  'granted for another type': { grants: [{ type: driving }], code: 'no-grant' },
  'granted records of the face data': {
    grants: [{ target: 'dataset', ways: ['query', 'verify', 'file'] }],
    code: 'no-grant',
  },
  none: { grants: [], code: 'no-grant' },
} as const satisfies Record<string, { readonly grants: readonly Partial<GivenGrant>[]; readonly code: string | null }>;
type Situation = keyof typeof situations;
const isSituation = (name: string): name is Situation => name in situations;
const names = Object.keys(situations).filter(isSituation);

// Functions remember a department's grants for 30 seconds: each situation has a department of its own.
const departments = [
  'civil-affairs',
  'education',
  'justice',
  'finance',
  'commerce',
  'postal',
  'archives',
  'statistics',
  'tobacco',
];
const departmentOf = (situation: Situation) => departments[names.indexOf(situation)] ?? '';
const callerOf = (department: string, role: 'consumer' | 'provider' = 'consumer'): Caller => ({
  ...callerWithRole(role, `system-of-${department}`),
  department,
});

let fixture: Awaited<ReturnType<typeof openFixture>>;
let issued: Issued;
beforeAll(async () => {
  fixture = await openFixture();
  issued = await fixture.issue({ key: 'c'.repeat(32), number });
  for (const name of names)
    for (const given of situations[name].grants)
      await grantCertificates({ consumer: departmentOf(name), type: property, masks, ...given });
});
afterAll(() => fixture.close());

type Purpose = { readonly caseNumber?: string; readonly matter?: string };
const lookUps: readonly [Route, (purpose?: Purpose) => Parameters<typeof askFixture>[2]][] = [
  [readCertificateRoute, (purpose = {}) => ({ params: { identifier: issued.identifier }, query: purpose })],
  [findCertificatesRoute, (purpose) => ({ body: { type: property.type, number, ...purpose } })],
  [findByHolderRoute, (purpose) => ({ body: { holder, types: [property.type], ...purpose } })],
];
const Refusal = z.object({ code: z.string() });

describe.each(lookUps.map(([route, ask]) => [route.operation, route, ask] as const))('%s', (_, route, ask) => {
  test.each(names)('by a department with certificates %s', async (name) => {
    const { code } = situations[name];
    const requestId = `${route.operation} ${name}`;
    const { statusCode, json, body, headers } = await askFixture(route, callerOf(departmentOf(name)), ask(), requestId);
    const [entry] = await fixture.auditEntries(requestId);
    if (code === null) {
      expect([statusCode, body.includes(number), body.includes('测*甲')]).toEqual([200, true, true]);
      for (const hidden of ['测试甲', holder, '某路', 'CertificateIssuedDate']) expect(body).not.toContain(hidden);
      expect(headers?.['ratelimit']).toMatch(/^"day";r=\d+;t=\d+, "minute";r=\d+;t=\d+$/);
      expect(entry).toMatchObject({ outcome: 'answered', results: 1, grants: [expect.any(String)] });
    } else {
      expect(Refusal.parse(json).code).toBe(code);
      for (const hidden of [number, '测试甲', '测*甲', holder]) expect(body).not.toContain(hidden);
      expect(entry).toMatchObject({ outcome: 'refused', refusal: code, results: 0 });
    }
  });

  test('by a department with a grant in force, in any role, but not for a department without', async () => {
    const own = await askFixture(route, callerOf(departmentOf('granted'), 'provider'), ask());
    const other = await askFixture(route, callerOf('meteorology', 'provider'), ask());
    expect([own.statusCode, Refusal.parse(other.json).code]).toEqual([200, 'no-grant']);
  });

  test('by an issuer counts against no quota, and knows no case', async () => {
    const { statusCode, headers, body } = await askFixture(route, callers.issuer, ask(), `${route.operation} issuer`);
    expect([statusCode, headers?.['ratelimit'], body.includes('测试甲')]).toEqual([200, undefined, true]);
    expect((await fixture.auditEntries(`${route.operation} issuer`))[0]).not.toHaveProperty('grants');
  });
});

describe('the purpose', () => {
  const strict = callerOf('fire-rescue');
  beforeAll(async () => {
    await grantCertificates({ consumer: strict.department, type: property, masks, caseNumbers: 'required' });
    await grantCertificates({
      consumer: strict.department,
      type: property,
      masks: { issued_date: 'none' },
      matter: '另一事项',
    });
  });

  test.each(lookUps.map(([route, ask]) => [route.operation, route, ask] as const))('of %s', async (_, route, ask) => {
    const codeOf = async (purpose: Purpose) => {
      const { statusCode, json } = await askFixture(route, strict, ask(purpose));
      return statusCode === 200 ? 'answered' : Refusal.parse(json).code;
    };
    expect(await codeOf({ matter })).toBe('case-number-missing');
    expect(await codeOf({ matter: '不相干的事项', caseNumber: 'BJ-1' })).toBe('matter-not-granted');
    const requestId = `${route.operation} purpose`;
    const first = await askFixture(route, strict, ask({ matter, caseNumber: 'BJ-1' }), requestId);
    expect([first.body.includes('测*甲'), first.body.includes('CertificateIssuedDate')]).toEqual([true, false]);
    expect(await fixture.auditEntries(requestId)).toMatchObject([{ matter, caseNumber: 'BJ-1' }]);
    const second = await askFixture(route, strict, ask({ matter: '另一事项' }));
    expect([second.body.includes('测*甲'), second.body.includes('CertificateIssuedDate')]).toEqual([false, true]);
  });

  test('of a batch is answered for each identifier', async () => {
    const body = { identifiers: [issued.identifier], matter };
    const { json } = await askFixture(readCertificatesRoute, strict, { body });
    expect(json).toMatchObject({ items: [{ outcome: 'not-allowed', code: 'case-number-missing' }] });
    const named = await askFixture(readCertificatesRoute, strict, { body: { ...body, caseNumber: 'BJ-1' } });
    expect(named.json).toMatchObject({ items: [{ outcome: 'found' }] });
  });

  test('of an official use is its item of service, by name or code', async () => {
    const ask = (changes: object) =>
      askFixture(officialUseRoute, strict, {
        body: officialUseBody({ license_item_code: property.typeCode.code, service_item_name: matter, ...changes }),
      });
    expect(await ask({})).toMatchObject({ statusCode: 200 });
    expect(await ask({ service_item_name: '不相干的事项', service_item_code: matter })).toMatchObject({
      statusCode: 200,
    });
    expect((await ask({ service_item_name: '不相干的事项' })).json).toMatchObject({ code: 'matter-not-granted' });
  });
});

describe('the quota', () => {
  const quota = { calls: 2, rows: 100, subjects: 100, callsPerMinute: 100 };

  test('holds exactly, over all look-ups of a grant, and a refused call gives nothing', async () => {
    const caller = callerOf('meteorology', 'consumer');
    const department = { ...caller, department: 'water-resources' };
    await grantCertificates({ consumer: department.department, type: property, masks, quota });
    const [read, find] = lookUps;
    if (read === undefined || find === undefined) throw new Error('no look-ups');
    const first = await askFixture(read[0], department, read[1]());
    const second = await askFixture(find[0], department, find[1]());
    expect([first.headers?.['ratelimit'], second.headers?.['ratelimit']]).toEqual([
      expect.stringContaining('"day";r=1;'),
      expect.stringContaining('"day";r=0;'),
    ]);
    const third = await askFixture(read[0], department, read[1](), 'over quota');
    expect([third.statusCode, third.json, Number(third.headers?.['retry-after'])]).toEqual([
      429,
      expect.objectContaining({ code: 'quota-calls' }),
      expect.any(Number),
    ]);
    expect(third.body).not.toContain(number);
    expect(await fixture.auditEntries('over quota')).toMatchObject([{ outcome: 'refused', refusal: 'quota-calls' }]);
  });

  test('that is used up says the same of a holder who has nothing', async () => {
    const caller = callerOf('grain-reserves');
    await grantCertificates({ consumer: caller.department, type: property, masks, quota: { ...quota, calls: 1 } });
    const ask = async (person: string) =>
      (await askFixture(findByHolderRoute, caller, { body: { holder: person } })).statusCode;
    expect([await ask('41110219900101999X'), await ask('41110219900101999X'), await ask(holder)]).toEqual([
      200, 429, 429,
    ]);
  });
});
