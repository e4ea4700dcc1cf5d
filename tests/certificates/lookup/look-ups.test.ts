import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatIdentifier, formatSerial } from '../../../lib/certificates/identifier.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import {
  findByHolderRoute,
  findCertificatesRoute,
  readCertificateHistoryRoute,
  readCertificateRoute,
  readCertificatesRoute,
} from '../../../schemas/certificates/lookup-routes.ts';
import { askFixture, callers, driving, holder, issuer, openFixture, property } from './fixture.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

/** The key hash of a certificate: 32 hex digits, unique per test. */
let keys = 0;
const newKey = () => (keys += 1).toString(16).padStart(6, '0').padEnd(32, '0');
const read = (caller: Parameters<typeof askFixture>[1], identifier: string, requestId?: string) =>
  askFixture(readCertificateRoute, caller, { params: { identifier } }, requestId);
const fromProvince = (serial: string, version = 1) =>
  formatIdentifier({ typeCode: property.typeCode.code, issuerCode: issuer, serial, version });
/** A valid identifier of ours that was never issued. */
const never = (key: string, version = 1) =>
  formatIdentifier({ typeCode: property.typeCode.code, issuerCode: issuer, serial: formatSerial(key, 1), version });

describe('one certificate by its identifier', () => {
  test('the issuing department sees all of it, with today’s status', async () => {
    const { identifier } = await fixture.issue({ key: newKey() });
    const { statusCode, json } = await read(callers.issuer, identifier);
    expect(statusCode).toBe(200);
    expect(json).toMatchObject({
      identifier,
      type: property.type,
      status: { validity: 'valid', code: '01', title: '有效' },
      document: { CertificateHolders: [{ CertificateHolderCode: holder }], ExtendInfo: { KZ_SFZH: holder } },
    });
  });

  test('a partner sees the granted fields, with the holder’s code masked', async () => {
    const { identifier } = await fixture.issue({ key: newKey(), number: '豫测A1' });
    const { json, body } = await read(callers.partner, identifier);
    expect(json).toMatchObject({
      document: {
        CertificateNumber: '豫测A1',
        CertificateHolders: [{ CertificateHolderName: '测试甲', CertificateHolderCode: '4****************X' }],
        ExtendInfo: { KZ_ZL: '源汇区某路 1 号' },
      },
    });
    expect(body).not.toContain(holder);
    for (const ungranted of [
      'CertificateIssuingAuthorityCode',
      'CertificateDefineAuthorityName',
      'KZ_SFZH',
      'SignedTime',
      'jws',
      'contentHash',
      'events',
      'source',
    ])
      expect(body).not.toContain(`"${ungranted}"`);
  });

  test('an earlier version names the version that superseded it', async () => {
    const { identifier, all } = await fixture.issue({ key: newKey(), versions: [{}, {}, {}] });
    for (const earlier of all.slice(0, 2))
      expect((await read(callers.partner, earlier)).json).toMatchObject({
        identifier: earlier,
        status: { validity: 'superseded', newest: identifier },
      });
  });

  test.each<[string, Partial<CertificateDocument>, string]>([
    ['has expired', { CertificateExpiringDate: '2021-01-01' }, 'expired'],
    ['is not valid yet', { CertificateEffectiveDate: '2999-01-01' }, 'not-yet-valid'],
    ['has no end', { CertificateExpiringDate: '2999-01-01' }, 'valid'],
  ])('one that %s', async (_, document, validity) => {
    const { identifier } = await fixture.issue({ key: newKey(), versions: [{ document }] });
    expect((await read(callers.partner, identifier)).json).toMatchObject({ status: { validity } });
  });

  test('a provincial identifier finds its certificate, in each version', async () => {
    const [first, second] = [fromProvince('20200000001', 1), fromProvince('20200000001', 2)];
    await fixture.issue({ key: newKey(), versions: [{}, {}], identifiers: [first, second] });
    expect((await read(callers.partner, second)).json).toMatchObject({
      identifier: second,
      status: { validity: 'valid' },
    });
    expect((await read(callers.partner, first)).json).toMatchObject({
      identifier: first,
      status: { validity: 'superseded', newest: second },
    });
  });

  test('a provincial identifier may look like one of ours', async () => {
    const identifier = never('ab'.repeat(16));
    await fixture.issue({ key: newKey(), identifiers: [identifier] });
    expect((await read(callers.partner, identifier)).json).toMatchObject({
      identifier,
      status: { validity: 'valid' },
    });
  });

  test('unknown certificates, versions and types are not found', async () => {
    const key = newKey();
    await fixture.issue({ key });
    for (const identifier of [
      never('f'.repeat(32)),
      never(key, 2),
      formatIdentifier({ typeCode: `${issuer}999`, issuerCode: issuer, serial: '1', version: 1 }),
    ]) {
      expect((await read(callers.partner, identifier)).json).toMatchObject({
        status: 404,
        code: 'certificate-not-found',
      });
    }
  });

  test('without a grant for the type the answer does not depend on the certificate’s existence', async () => {
    const { identifier } = await fixture.issue({ key: newKey() });
    const [named, elsewhere] = [fromProvince('20200000077'), fromProvince('20200000078')];
    await fixture.issue({ key: newKey(), identifiers: [named] });
    const ofNoType = formatIdentifier({ typeCode: `${issuer}998`, issuerCode: issuer, serial: '1', version: 1 });
    const requested = [identifier, never('e'.repeat(32)), named, elsewhere];
    for (const one of [...requested, ofNoType])
      expect((await read(callers.stranger, one)).json).toMatchObject({ status: 403, code: 'no-grant' });
    for (const one of requested)
      expect((await read(callers.otherDepartment, one)).json).toMatchObject({ status: 403, code: 'no-grant' });
  });

  test('an identifier that does not reveal its type is not found', async () => {
    const identifier = formatIdentifier({
      typeCode: `${issuer}777`,
      issuerCode: issuer,
      serial: '20200000099',
      version: 1,
    });
    await fixture.issue({ key: newKey(), identifiers: [identifier] });
    expect((await read(callers.partner, identifier)).json).toMatchObject({ identifier });
    expect((await read(callers.otherDepartment, identifier)).json).toMatchObject({ code: 'certificate-not-found' });
  });
});

describe('up to a hundred at once', () => {
  const batch = (caller: Parameters<typeof askFixture>[1], identifiers: readonly string[], requestId?: string) =>
    askFixture(readCertificatesRoute, caller, { body: { identifiers } }, requestId);

  test('each has its own outcome, in the order requested, duplicates included', async () => {
    const one = await fixture.issue({ key: newKey(), versions: [{}, {}] });
    const other = await fixture.issue({ key: newKey(), type: driving });
    const requested = [other.identifier, one.all[0] ?? '', never('f'.repeat(32)), one.identifier, one.identifier];
    const { json } = await batch(callers.partnerWithoutCopies, requested, 'batch-1');
    expect(json).toMatchObject({
      items: [
        { identifier: requested[0], outcome: 'not-allowed' },
        { outcome: 'found', certificate: { status: { validity: 'superseded' } } },
        { identifier: requested[2], outcome: 'not-found' },
        { outcome: 'found', certificate: { status: { validity: 'valid' } } },
        { outcome: 'found', certificate: { identifier: one.identifier } },
      ],
    });
    expect(await fixture.auditEntries('batch-1')).toMatchObject([{ kind: 'look-up', results: 3, outcome: 'answered' }]);
  });

  test('accepts 100, and refuses 101', async () => {
    const issued = await Promise.all(Array.from({ length: 100 }, () => fixture.issue({ key: newKey() })));
    const identifiers = issued.map(({ identifier }) => identifier);
    const { json } = await batch(callers.issuer, identifiers);
    expect(json).toMatchObject({ items: identifiers.map((identifier) => ({ identifier, outcome: 'found' })) });
    expect((await batch(callers.issuer, [...identifiers, never('f'.repeat(32))])).json).toMatchObject({
      status: 400,
      code: 'input-not-valid',
    });
  });

  test('the audit entry says refused when no certificate is allowed', async () => {
    const { identifier } = await fixture.issue({ key: newKey() });
    expect((await batch(callers.stranger, [identifier], 'batch-2')).json).toMatchObject({
      items: [{ outcome: 'not-allowed' }],
    });
    expect(await fixture.auditEntries('batch-2')).toMatchObject([
      { results: 0, outcome: 'refused', refusal: 'no-grant' },
    ]);
  });
});

const Found = z.object({ items: z.array(z.object({ identifier: z.string() })), next: z.string().optional() });
const identifiersIn = (json: unknown): string[] => Found.parse(json).items.map(({ identifier }) => identifier);

describe('by type and number', () => {
  const find = (caller: Parameters<typeof askFixture>[1], body: unknown, requestId?: string) =>
    askFixture(findCertificatesRoute, caller, { body }, requestId);

  test.each([
    ['as it is stored', '豫测(2020)第7号', '豫测(2020)第7号'],
    ['with other brackets and blanks', ' 豫测〔2020〕第 8 号 ', '豫测(2020)第8号'],
    ['in small letters', 'tw-20b', 'TW-20B'],
  ])('a number %s', async (_, requested, number) => {
    const { identifier } = await fixture.issue({ key: newKey(), number });
    expect((await find(callers.partner, { type: property.type, number: requested })).json).toMatchObject({
      items: [{ identifier }],
    });
  });

  test('finds one certificate per issuer of the number, and none of another type', async () => {
    const all = [
      await fixture.issue({ key: newKey(), number: 'SAME-1' }),
      await fixture.issue({ key: newKey(), number: 'SAME-1' }),
    ];
    await fixture.issue({ key: newKey(), number: 'SAME-1', type: driving });
    const { json } = await find(callers.partner, { type: property.type, number: 'SAME-1' }, 'number-1');
    expect(identifiersIn(json).toSorted()).toEqual(all.map(({ identifier }) => identifier).toSorted());
    expect(await fixture.auditEntries('number-1')).toMatchObject([{ results: 2, outcome: 'answered' }]);
  });

  test.each([
    ['an unknown number', callers.partner, { type: property.type, number: '没有-1' }, { items: [] }],
    [
      'an unknown type',
      callers.partner,
      { type: 'certificate-nothing', number: 'A1' },
      { status: 404, code: 'certificate-type-not-found' },
    ],
    [
      'a type that was not granted',
      callers.partnerWithoutCopies,
      { type: driving.type, number: 'A1' },
      { status: 403, code: 'no-grant' },
    ],
    ['no number', callers.partner, { type: property.type, number: '' }, { status: 400, code: 'input-not-valid' }],
  ])('%s', async (_, caller, body, answer) => {
    expect((await find(caller, body)).json).toMatchObject(answer);
  });
});

describe('by holder', () => {
  const find = (caller: Parameters<typeof askFixture>[1], body: unknown, requestId?: string) =>
    askFixture(findByHolderRoute, caller, { body }, requestId);
  const person = (n: number) => `4111022000010${String(n).padStart(4, '0')}X`;

  test('finds all granted types, for any spelling of the code', async () => {
    const issued = [
      await fixture.issue({ key: newKey(), holder: person(1) }),
      await fixture.issue({ key: newKey(), holder: person(1), type: driving }),
    ];
    await fixture.issue({ key: newKey(), holder: person(2) });
    expect(
      identifiersIn((await find(callers.partner, { holder: ` ${person(1).toLowerCase()}` })).json).toSorted(),
    ).toEqual(issued.map(({ identifier }) => identifier).toSorted());
    expect(identifiersIn((await find(callers.partnerWithoutCopies, { holder: person(1) })).json)).toEqual([
      issued[0]?.identifier,
    ]);
    expect(identifiersIn((await find(callers.otherDepartment, { holder: person(1) })).json)).toEqual([
      issued[1]?.identifier,
    ]);
  });

  test('filters by type and by validity today', async () => {
    const valid = await fixture.issue({ key: newKey(), holder: person(3) });
    const expired = await fixture.issue({
      key: newKey(),
      holder: person(3),
      versions: [{ document: { CertificateExpiringDate: '2021-01-01' } }],
    });
    await fixture.issue({ key: newKey(), holder: person(3), type: driving, versions: [{ version: { status: '04' } }] });
    const requested = { holder: person(3), types: [property.type] };
    expect(identifiersIn((await find(callers.partner, requested)).json).toSorted()).toEqual(
      [valid.identifier, expired.identifier].toSorted(),
    );
    expect(identifiersIn((await find(callers.partner, { ...requested, status: 'valid' })).json)).toEqual([
      valid.identifier,
    ]);
    expect(identifiersIn((await find(callers.partner, { holder: person(3), status: 'valid' })).json)).toEqual([
      valid.identifier,
    ]);
  });

  test('matches holders of the current version only', async () => {
    const { certificate, identifier } = await fixture.issue({ key: newKey(), holder: person(4) });
    const head = await fixture.repository.head(certificate);
    if (head === null) throw new Error('no head');
    await fixture.repository.move({ ...head, lockVersion: 2 }, ['hash-of-another']);
    expect(identifiersIn((await find(callers.partner, { holder: person(4) })).json)).not.toContain(identifier);
  });

  test('returns each once across pages; a selective filter gives short pages, the last without cursor', async () => {
    const issued = await Promise.all(
      Array.from({ length: 23 }, (_unused, i) =>
        fixture.issue({
          key: newKey(),
          holder: person(5),
          versions: [i % 10 === 3 ? {} : { version: { status: '04' } }],
        }),
      ),
    );
    const found: string[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const { json } = await find(callers.partner, {
        holder: person(5),
        limit: 2,
        status: 'valid',
        ...definedOnly({ cursor }),
      });
      found.push(...identifiersIn(json));
      sizes.push(identifiersIn(json).length);
      cursor = Found.parse(json).next;
    } while (cursor !== undefined && sizes.length < 30);
    expect(found.toSorted()).toEqual(
      issued
        .filter((_one, i) => i % 10 === 3)
        .map(({ identifier }) => identifier)
        .toSorted(),
    );
    expect(sizes.every((size) => size <= 2)).toBe(true);
    expect(identifiersIn((await find(callers.partner, { holder: person(5), limit: 100 })).json)).toHaveLength(23);
  });

  test('refuses a cursor of another query; a cursor names nobody', async () => {
    for (let i = 0; i < 3; i += 1) await fixture.issue({ key: newKey(), holder: person(6) });
    const { json } = await find(callers.partner, { holder: person(6), limit: 1 });
    const { next = '' } = Found.parse(json);
    expect(Buffer.from(next, 'base64url').toString()).not.toContain(person(6));
    for (const body of [
      { holder: person(5) },
      { holder: person(6), status: 'valid' },
      { holder: person(6), types: [property.type] },
    ]) {
      expect((await find(callers.partner, { ...body, cursor: next })).json).toMatchObject({
        status: 400,
        code: 'cursor-not-valid',
      });
    }
  });

  test.each([
    ['nobody’s', callers.partner, { holder: '411102199901010000' }, { items: [] }],
    [
      'an unknown type',
      callers.partner,
      { holder, types: [property.type, 'certificate-nothing'] },
      { code: 'certificate-type-not-found' },
    ],
    [
      'one type granted, the other not',
      callers.partnerWithoutCopies,
      { holder, types: [property.type, driving.type] },
      { code: 'no-grant' },
    ],
    ['no type granted', callers.stranger, { holder }, { code: 'no-grant' }],
    ['no code', callers.partner, { holder: ' ' }, { code: 'input-not-valid' }],
    ['a placeholder for a missing code', callers.partner, { holder: '无' }, { code: 'input-not-valid' }],
    ['the same in capitals', callers.partner, { holder: 'NULL' }, { code: 'input-not-valid' }],
  ])('%s', async (_, caller, body, answer) => {
    expect((await find(caller, body)).json).toMatchObject(answer);
  });
});

describe('the history', () => {
  const history = (caller: Parameters<typeof askFixture>[1], identifier: string, requestId?: string) =>
    askFixture(readCertificateHistoryRoute, caller, { params: { identifier } }, requestId);

  test('lists all versions from any of their identifiers, newest first, with events and source rows', async () => {
    const annulled = {
      status: '04' as const,
      events: [
        {
          operation: 'annul' as const,
          from: '01' as const,
          to: '04' as const,
          at: '2021-05-06T01:00:00.000Z',
          by: 'officer-1',
          reason: '申请注销',
        },
      ],
    };
    const { all } = await fixture.issue({ key: newKey(), versions: [{}, { version: annulled }] });
    for (const identifier of all) {
      const { json } = await history(callers.issuer, identifier);
      expect(json).toMatchObject({
        type: property.type,
        versions: [
          {
            identifier: all[1],
            version: 2,
            status: { validity: 'annulled' },
            events: [{ operation: 'issue' }, { operation: 'annul', by: 'officer-1', reason: '申请注销' }],
            source: { seq: 1, sheet: '数据', row: 2 },
          },
          {
            identifier: all[0],
            version: 1,
            status: { validity: 'superseded', newest: all[1] },
            document: { CertificateHolders: [{ CertificateHolderCode: holder }] },
          },
        ],
      });
    }
  });

  test.each<[string, keyof typeof callers, string | undefined]>([
    ['the information centre', 'operator', undefined],
    ['the issuing department', 'issuer', undefined],
    ['another department', 'otherDepartment', 'not-issuing-department'],
    ['another department with a grant for the type', 'grantedDepartment', 'not-issuing-department'],
    ['a partner, whatever its grant', 'partner', 'not-allowed'],
  ])('%s', async (_, caller, code) => {
    const { identifier } = await fixture.issue({ key: newKey() });
    expect((await history(callers[caller], identifier)).json).toMatchObject(
      code === undefined ? { type: property.type } : { code },
    );
  });

  test('refuses an unknown certificate', async () => {
    expect((await history(callers.issuer, never('f'.repeat(32)), 'history-1')).json).toMatchObject({
      code: 'certificate-not-found',
    });
    expect(await fixture.auditEntries('history-1')).toMatchObject([
      { kind: 'history', refusal: 'certificate-not-found' },
    ]);
  });
});
