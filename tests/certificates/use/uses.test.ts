import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { dayInShanghai, secondsAfter } from '../../../lib/kernel/instant.ts';
import {
  redeemUseCodeRoute,
  redeemUseFileRoute,
  officialUseRoute,
  listCertificateUsesRoute,
} from '../../../schemas/certificates/use-routes.ts';
import { askFixture, callers, driving, holder, openFixture, property, type Issued } from '../lookup/fixture.ts';
import { officialUseBody } from './official-use-body.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
let stores: StartedStores;
let stateDir: string;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  [fixture, stores] = await Promise.all([openFixture(), startStores({ stateDir })]);
  // An OFD asks the bucket for the city's seal.
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stores.endpoints.s3);
});
afterAll(async () => {
  await Promise.all([fixture.close(), stores.close()]);
  await rm(stateDir, { recursive: true, force: true });
});

type Caller = Parameters<typeof askFixture>[1];
let keys = 0;
const newKey = () => (keys += 1).toString(16).padStart(6, '0').padEnd(32, '0');
let people = 0;
const newPerson = () => `4111022000${String((people += 1)).padStart(7, '0')}X`;
let requests = 0;
const newRequest = () => `use-${(requests += 1)}`;

const officialUse = (caller: Caller, changes: Parameters<typeof officialUseBody>[0], requestId?: string) =>
  askFixture(officialUseRoute, caller, { body: officialUseBody(changes) }, requestId);
const dataFor = (caller: Caller, code: string, requestId?: string) =>
  askFixture(redeemUseCodeRoute, caller, { body: { auth_code: code } }, requestId);
const fileFor = (caller: Caller, code: string, format: 'pdf' | 'ofd' = 'pdf', requestId?: string) =>
  askFixture(redeemUseFileRoute, caller, { body: { auth_code: code, file_format: format } }, requestId);
const OfficialUseAnswer = officialUseRoute.answer.body;
const Copy = redeemUseFileRoute.answer.body;

/** Issues a certificate for a new person, and requests a code for it. */
async function codeFor(
  caller: Caller,
  given: Partial<Parameters<(typeof fixture)['issue']>[0]> = {},
): Promise<{ readonly code: string; readonly issued: Issued; readonly use: string }> {
  const person = newPerson();
  const issued = await fixture.issue({ key: newKey(), holder: person, ...given });
  const {
    auth_codes: [code = ''],
    response_id: use,
  } = OfficialUseAnswer.parse((await officialUse(caller, { identity_number: person })).json);
  return { code, issued, use };
}

describe('official use', () => {
  test('returns a summary and a code for each certificate, in the standard’s envelope', async () => {
    const person = newPerson();
    const { identifier } = await fixture.issue({ key: newKey(), holder: person, number: '豫测A1' });
    const { json, body } = await officialUse(callers.partner, {
      identity_number: ` ${person.toLowerCase()} `,
      request_id: 'of-partner-1',
    });
    const answer = OfficialUseAnswer.parse(json);
    expect(answer).toMatchObject({
      ack_code: 'SUCCESS',
      errors: [],
      correlation_id: 'of-partner-1',
      data: [
        {
          license_code: identifier,
          license_item_code: property.typeCode.code,
          id_code: '豫测A1',
          holder_name: '测试甲',
          holder_identity_num: '4****************X',
          division: '漯河市',
          license_status: '01',
          status: { validity: 'valid' },
          trust_level: 'B',
          data_fields: { KZ_ZL: '源汇区某路 1 号' },
        },
      ],
    });
    expect(answer.auth_codes).toEqual(answer.data.map(({ auth_code }) => auth_code));
    for (const ungranted of ['issue_org_code', 'KZ_SFZH', holder]) expect(body).not.toContain(ungranted);
  });

  test('the audit entry has officer, matter and cause, but no holder', async () => {
    const person = newPerson();
    const requestId = newRequest();
    await fixture.issue({ key: newKey(), holder: person });
    const { operator } = officialUseBody();
    const { response_id: id } = OfficialUseAnswer.parse(
      (
        await officialUse(
          callers.partner,
          {
            identity_number: person,
            operator: {
              ...operator,
              identity_num: '411102198001010013',
              role: '窗口人员',
              division: '源汇区',
              division_code: '411102',
              service_org_code: '11411100MB0000000X',
            },
          },
          requestId,
        )
      ).json,
    );
    expect(await fixture.auditEntries(requestId)).toEqual([
      expect.objectContaining({
        id,
        kind: 'official-use',
        department: callers.partner.department,
        subject: callers.partner.subject,
        results: 1,
        outcome: 'answered',
        purpose: {
          operator: {
            account: 'win-07',
            name: '测试经办',
            organisation: '市政务服务大厅',
            role: '窗口人员',
            division: '源汇区',
            divisionCode: '411102',
            organisationCode: '11411100MB0000000X',
          },
          matter: { code: '410000-1', name: '不动产转移登记' },
          caseNumber: 'BJ-1',
          cause: '核验权属',
        },
      }),
    ]);
    const left = JSON.stringify(await fixture.workRows());
    for (const personal of [person, '411102198001010013', holder, '测试甲']) expect(left).not.toContain(personal);
  });

  test('pages return each granted certificate once', async () => {
    const person = newPerson();
    const issued = [];
    for (let i = 0; i < 7; i += 1)
      issued.push(await fixture.issue({ key: newKey(), holder: person, type: i % 3 === 0 ? driving : property }));
    const page = async (caller: Caller, page_index: number, page_size: number) =>
      OfficialUseAnswer.parse(
        (await officialUse(caller, { identity_number: person, page_index, page_size })).json,
      ).data.map(({ license_code }) => license_code);
    const all = [
      ...(await page(callers.partner, 1, 3)),
      ...(await page(callers.partner, 2, 3)),
      ...(await page(callers.partner, 3, 3)),
    ];
    expect(all.toSorted()).toEqual(issued.map(({ identifier }) => identifier).toSorted());
    expect(await page(callers.partner, 4, 3)).toEqual([]);
    expect(await page(callers.partnerWithoutCopies, 1, 10)).toHaveLength(4);
    const ofType = await officialUse(callers.partner, {
      identity_number: person,
      license_item_code: driving.typeCode.code,
    });
    expect(OfficialUseAnswer.parse(ofType.json).data.map(({ license_item_code }) => license_item_code)).toEqual(
      Array(3).fill(driving.typeCode.code),
    );
  });

  test('certificates of any status are returned', async () => {
    const person = newPerson();
    await fixture.issue({ key: newKey(), holder: person, versions: [{ version: { status: '07' } }] });
    await fixture.issue({
      key: newKey(),
      holder: person,
      versions: [{ document: { CertificateExpiringDate: '2021-01-01' } }],
    });
    const { data } = OfficialUseAnswer.parse((await officialUse(callers.partner, { identity_number: person })).json);
    expect(
      data
        .map(({ license_status, status }) => [license_status, status.validity])
        .toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    ).toEqual([
      ['01', 'expired'],
      ['07', 'revoked'],
    ]);
  });

  test.each<[string, keyof typeof callers, Parameters<typeof officialUseBody>[0], string]>([
    ['an unknown type', 'partner', { license_item_code: '0'.repeat(21) }, 'certificate-type-not-found'],
    ['a type that was not granted', 'partnerWithoutCopies', { license_item_code: driving.typeCode.code }, 'no-grant'],
    ['nothing granted', 'stranger', {}, 'no-grant'],
    ['no matter', 'partner', { service_item_code: ' ' }, 'input-not-valid'],
    ['no case', 'partner', { biz_num: '' }, 'input-not-valid'],
    ['no cause', 'partner', { use_cause: '无' }, 'input-not-valid'],
    [
      'no organisation',
      'partner',
      { operator: { account: 'win-07', name: '测试经办', service_org: '' } },
      'input-not-valid',
    ],
    ['nobody', 'partner', { identity_number: '无' }, 'input-not-valid'],
    ['too large a page', 'partner', { page_size: 151 }, 'input-not-valid'],
  ])('%s', async (_, caller, changes, code) => {
    expect((await officialUse(callers[caller], changes)).json).toMatchObject({ code });
  });
});

describe('a use code for data', () => {
  test('returns the granted fields once, and its audit entry refers to the purpose', async () => {
    const { code, issued, use } = await codeFor(callers.partner);
    const requestId = newRequest();
    const { json, body } = await dataFor(callers.partner, code, requestId);
    expect(json).toMatchObject({
      ack_code: 'SUCCESS',
      data: {
        identifier: issued.identifier,
        status: { validity: 'valid' },
        document: { ExtendInfo: { KZ_ZL: '源汇区某路 1 号' } },
      },
    });
    expect(body).not.toContain(holder);
    expect(await fixture.auditEntries(requestId)).toMatchObject([
      { kind: 'data', of: use, purpose: { caseNumber: 'BJ-1' }, results: 1, outcome: 'answered' },
    ]);
    expect((await dataFor(callers.partner, code)).json).toMatchObject({ status: 409, code: 'use-code-used' });
    expect((await fileFor(callers.partner, code)).json).toMatchObject({ code: 'use-code-used' });
  });

  test('returns the status of now, also a newer version', async () => {
    const { code, issued } = await codeFor(callers.partner);
    const head = await fixture.repository.head(issued.certificate);
    if (head?.current === undefined) throw new Error('no certificate');
    await fixture.repository.move({ ...head, lockVersion: 2, current: { ...head.current, status: '04' } }, []);
    expect((await dataFor(callers.partner, code)).json).toMatchObject({ data: { status: { validity: 'annulled' } } });
  });

  test('of ten concurrent redemptions one succeeds', async () => {
    const { code } = await codeFor(callers.partner);
    const answers = await Promise.all(Array.from({ length: 10 }, () => dataFor(callers.partner, code)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(
      answers.filter(({ json }) => z.object({ code: z.literal('use-code-used') }).safeParse(json).success),
    ).toHaveLength(9);
  });

  test('expires after ten minutes', async () => {
    const { code } = await codeFor(callers.partner);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
    try {
      expect((await dataFor(callers.partner, code)).json).toMatchObject({ status: 410, code: 'use-code-expired' });
    } finally {
      vi.useRealTimers();
    }
    expect((await dataFor(callers.partner, code)).json).toMatchObject({ ack_code: 'SUCCESS' });
  });

  test.each(['issuer', 'operator', 'partnerWithoutCopies', 'stranger'] as const)(
    '%s is refused for another’s code and learns nothing of its purpose; the code stays usable',
    async (name) => {
      const { code, issued } = await codeFor(callers.partner);
      const requestId = newRequest();
      const { json, body } = await dataFor(callers[name], code, requestId);
      expect(json).toMatchObject({ status: 403, code: 'use-code-of-another' });
      expect(body).not.toContain(issued.identifier);
      const [entry] = await fixture.auditEntries(requestId);
      expect(entry).toMatchObject({
        kind: 'data',
        outcome: 'refused',
        refusal: 'use-code-of-another',
        subject: callers[name].subject,
      });
      expect(entry?.purpose).toBeUndefined();
      expect((await dataFor(callers.partner, code)).json).toMatchObject({ ack_code: 'SUCCESS' });
    },
  );

  test('refuses an unknown code', async () => {
    const requestId = newRequest();
    expect((await dataFor(callers.partner, 'x'.repeat(43), requestId)).json).toMatchObject({
      status: 404,
      code: 'use-code-not-found',
    });
    expect(await fixture.auditEntries(requestId)).toMatchObject([
      { kind: 'data', outcome: 'refused', refusal: 'use-code-not-found' },
    ]);
  });
});

describe('a use code for a file', () => {
  test.each([
    ['pdf', 'application/pdf', '%PDF-'],
    ['ofd', 'application/ofd', 'PK'],
  ] as const)(
    'gives a copy as %s, once, and says how long it may be relied on',
    async (format, mediaType, beginning) => {
      const { code, use } = await codeFor(callers.partner);
      const requestId = newRequest();
      const { data } = Copy.parse((await fileFor(callers.partner, code, format, requestId)).json);
      const file = Buffer.from(data.content, 'base64');
      expect(file.toString('latin1').startsWith(beginning)).toBe(true);
      expect(data).toMatchObject({
        media_type: mediaType,
        sha256: createHash('sha256').update(file).digest('hex'),
        copy_expires: dayInShanghai(secondsAfter(new Date().toISOString(), 30 * 86_400)),
      });
      expect(data.file_name).toMatch(new RegExp(`^不动产权证书-加注件-[0-9A-Z]{26}\\.${format}$`));
      expect(await fixture.auditEntries(requestId)).toMatchObject([{ kind: 'file', of: use, outcome: 'answered' }]);
      expect((await fileFor(callers.partner, code, format)).json).toMatchObject({ code: 'use-code-used' });
    },
  );

  test('no copy without a grant for copies; the code stays usable for data', async () => {
    const { code, use } = await codeFor(callers.partnerWithoutCopies);
    const requestId = newRequest();
    expect((await fileFor(callers.partnerWithoutCopies, code, 'pdf', requestId)).json).toMatchObject({
      status: 403,
      code: 'way-not-granted',
    });
    expect(await fixture.auditEntries(requestId)).toMatchObject([
      { kind: 'file', of: use, purpose: { caseNumber: 'BJ-1' }, outcome: 'refused', refusal: 'way-not-granted' },
    ]);
    expect((await dataFor(callers.partnerWithoutCopies, code)).json).toMatchObject({ ack_code: 'SUCCESS' });
  });

  test.each([
    ['annulled', { version: { status: '04' as const } }],
    ['withheld', { version: { status: '02' as const } }],
    ['expired', { document: { CertificateExpiringDate: '2021-01-01' } }],
    ['not valid yet', { document: { CertificateEffectiveDate: '2999-01-01' } }],
  ])('no copy of a certificate that is %s; the code stays usable for data', async (_, version) => {
    const { code } = await codeFor(callers.partner, { versions: [version] });
    expect((await fileFor(callers.partner, code)).json).toMatchObject({
      status: 409,
      code: 'certificate-not-valid-today',
    });
    expect((await dataFor(callers.partner, code)).json).toMatchObject({ ack_code: 'SUCCESS' });
  });
});

describe('the list of uses', () => {
  const Uses = listCertificateUsesRoute.answer.body;
  const list = (caller: Caller, identifier: string, query: Record<string, string> = {}) =>
    askFixture(listCertificateUsesRoute, caller, { params: { identifier }, query });

  test('lists who used a certificate and why, newest first, in pages, with refused uses, for all versions', async () => {
    const { code, issued } = await codeFor(callers.partner, { versions: [{}, {}] });
    await dataFor(callers.stranger, code);
    await dataFor(callers.partner, code);
    const kinds: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = Uses.parse(
        (await list(callers.issuer, issued.identifier, { limit: '2', ...definedOnly({ cursor }) })).json,
      );
      kinds.push(page.items.map(({ kind, outcome, subject }) => `${kind} ${outcome} ${subject}`));
      cursor = page.next;
    } while (cursor !== undefined && kinds.length < 9);
    expect(kinds).toEqual([['data answered partner-1', 'data refused reader-2'], ['official-use answered partner-1']]);
  });

  test('has no hash that would link a holder’s certificates', async () => {
    const { issued } = await codeFor(callers.partner);
    const { items } = z
      .object({ items: z.array(z.record(z.string(), z.unknown())) })
      .parse((await list(callers.operator, issued.identifier)).json);
    expect(items).toHaveLength(1);
    for (const item of items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['holder']));
    for (const item of items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['operatorIdentity']));
  });

  test('refuses a cursor of another certificate', async () => {
    const { code, issued } = await codeFor(callers.partner);
    await dataFor(callers.partner, code);
    const { next = '' } = Uses.parse((await list(callers.issuer, issued.identifier, { limit: '1' })).json);
    const other = await codeFor(callers.partner);
    expect((await list(callers.issuer, other.issued.identifier, { cursor: next })).json).toMatchObject({
      code: 'cursor-not-valid',
    });
  });

  test('refuses an unknown certificate', async () => {
    const { issued } = await codeFor(callers.partner);
    expect((await list(callers.issuer, issued.identifier.replace(/\.001\..$/, '.009.A'))).json).toMatchObject({
      code: 'certificate-not-found',
    });
  });
});
