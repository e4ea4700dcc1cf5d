import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { formatIdentifier, formatSerial } from '../../../lib/certificates/identifier.ts';
import { verifyCertificate } from '../../../lib/certificates/verify/verify-certificate.ts';
import { certificateHashes } from '../../../lib/wiring/certificates/hashes.ts';
import { readKeysRoute } from '../../../schemas/certificates/key-routes.ts';
import { changeCertificateStatusRoute } from '../../../schemas/certificates/status-routes.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import { verifyCertificateRoute, verifyPageRoute } from '../../../schemas/certificates/verify-routes.ts';
import { askFixture, callers, holder, issuer, openFixture } from '../lookup/fixture.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
beforeAll(async () => {
  fixture = await openFixture();
  vi.stubEnv('VERIFICATIONS_PER_ADDRESS', '300');
  vi.stubEnv('VERIFICATIONS_PER_CERTIFICATE', '6');
});
afterAll(() => fixture.close());

let count = 0;
type Document = NonNullable<NonNullable<Parameters<typeof fixture.issue>[0]['versions']>[number]['document']>;
const issueOne = async (document: Document = {}) =>
  await fixture.issue({
    key: `${(count += 1)}`.padStart(32, 'd'),
    number: '豫(2020)漯河市不动产权第0000001号',
    versions: [{ document }],
  });
const tokenOf = async (identifier: string) => (await certificateHashes()).verifyToken(identifier);
const scan = async (identifier: string, token?: string) =>
  await askFixture(verifyCertificateRoute, null, {
    params: { identifier },
    query: { token: token ?? (await tokenOf(identifier)) },
  });
const pageSchema = async (query: Record<string, string>) => {
  const { body, statusCode } = await askFixture(verifyPageRoute, null, { query });
  return { statusCode, text: Buffer.from(body ?? '', 'base64').toString() };
};

describe('anyone who scans a certificate sees its status', () => {
  test('valid, with the paper’s facts, names and numbers masked', async () => {
    const { identifier } = await issueOne();
    const { statusCode, json, body } = await scan(identifier);
    expect(statusCode).toBe(200);
    expect(json).toMatchObject({
      validity: 'valid',
      good: true,
      certificate: {
        number: `豫(20${'*'.repeat(16)}01号`,
        holder: '测*甲',
        issuer: '漯河市自然资源和规划局',
        issued: '2020-03-05',
        version: '001',
      },
    });
    expect(body).not.toContain(holder);
    expect(body).not.toContain('测试甲');
  });

  test.each([
    ['not-yet-valid', { CertificateEffectiveDate: '2090-01-01' }],
    ['expired', { CertificateExpiringDate: '2021-01-01' }],
  ] as const)('%s', async (validity, document) => {
    const { identifier } = await issueOne(document);
    expect((await scan(identifier)).json).toMatchObject({
      validity,
      title: validityPhrases[validity].title,
      good: false,
    });
  });

  test.each([
    ['withheld', 'withhold'],
    ['annulled', 'annul'],
    ['revoked', 'revoke'],
    ['rescinded', 'rescind'],
    ['lapsed', 'lapse'],
    ['transferred-out', 'transfer-out'],
    ['other', 'other'],
  ] as const)('%s, as soon as it is', async (validity, operation) => {
    const { identifier } = await issueOne();
    await askFixture(changeCertificateStatusRoute, callers.issuer, {
      params: { identifier },
      body: { operation, reason: '测试' },
    });
    expect((await scan(identifier)).json).toMatchObject({
      validity,
      title: validityPhrases[validity].title,
      good: false,
    });
  });

  test('superseded, with a link to the new version', async () => {
    const {
      all: [older = '', newer = ''],
    } = await fixture.issue({ key: 'e'.repeat(32), versions: [{}, {}] });
    const { json } = await scan(older);
    expect(json).toMatchObject({ validity: 'superseded', newest: expect.stringMatching(/^http.*\/verify\?id=/) });
    expect(JSON.stringify(json)).toContain(`id=${newer}&token=${await tokenOf(newer)}`);
  });

  test('a wrong token, another’s token and an unknown certificate get the same answer', async () => {
    const [{ identifier }, other] = [await issueOne(), await issueOne()];
    const nobody = formatIdentifier({
      typeCode: '11100000MB03271699001',
      issuerCode: issuer,
      serial: formatSerial('9'.repeat(32), 1),
      version: 1,
    });
    const answers = [
      await scan(identifier, 'A'.repeat(22)),
      await scan(identifier, await tokenOf(other.identifier)),
      await scan(nobody),
    ];
    for (const { statusCode, json } of answers) {
      expect(statusCode).toBe(200);
      expect(json).toEqual(answers[0]?.json);
      expect(json).toMatchObject({ validity: 'unknown' });
      expect(json).not.toHaveProperty('certificate');
    }
  });
});

describe('above the limit per minute', () => {
  test('programs get a code and people a sentence; other certificates are not affected', async () => {
    const { identifier } = await issueOne();
    for (let time = 0; time < 6; time += 1) expect((await scan(identifier)).statusCode).toBe(200);
    expect(await scan(identifier)).toMatchObject({ statusCode: 429, json: { code: 'too-many-verifications' } });
    const page = await pageSchema({ id: identifier, token: await tokenOf(identifier) });
    expect(page.statusCode).toBe(200);
    expect(page.text).toContain(verifyCertificateRoute.refusals['too-many-verifications'].detail);
    expect(page.text).not.toContain('class="validity good"');
    expect((await scan((await issueOne()).identifier)).statusCode).toBe(200);
  });

  test('wrong tokens do not lock a certificate for those who hold it', async () => {
    const { identifier } = await issueOne();
    for (let time = 0; time < 12; time += 1)
      expect((await scan(identifier, 'A'.repeat(22))).json).toMatchObject({ validity: 'unknown' });
    expect((await scan(identifier)).json).toMatchObject({ validity: 'valid' });
  });

  test.each([
    ['a wrong token counts for its address only', 'wrong', ['192.0.2.1']],
    ['the right one counts for the certificate, too', 'right', ['192.0.2.1', '1.2.156.3005.2.X']],
  ])('%s', async (_, token, counted) => {
    const asked: unknown[][] = [];
    const nothing = async () => null;
    const result = await verifyCertificate(
      { params: { identifier: '1.2.156.3005.2.X' }, query: { token }, from: '192.0.2.1' },
      {
        types: { all: async () => [] },
        repository: { head: nothing, version: nothing, versions: async () => [], findChain: nothing },
        hashes: { verifyToken: () => 'right' },
        constantTimeEquals: (one, other) => one === other,
        withinRate: async (...given) => asked.push(given) < 0,
        verifyAddress: () => '',
        now: () => '2026-11-27T00:00:00.000Z',
      },
    );
    expect(result).toMatchObject({ refused: 'too-many-verifications' });
    expect(asked).toEqual([counted]);
  });

  test('counters hold neither address nor identifier', async () => {
    const rates = (await fixture.workRows()).filter(({ item }) => item === 'rate').map((row) => JSON.stringify(row));
    expect(rates.length).toBeGreaterThan(0);
    expect(rates.filter((row) => row.includes('1.2.156') || row.includes('127.0.0.1'))).toEqual([]);
  });
});

test('the page works without scripts: a masked result, instructions without a code, unknown for a damaged one', async () => {
  const { identifier } = await issueOne();
  const valid = await pageSchema({ id: identifier, token: await tokenOf(identifier) });
  expect(valid.text).toContain(validityPhrases.valid.title);
  expect(valid.text).not.toContain('测试甲');
  expect((await pageSchema({})).text).toContain('扫码核验');
  expect((await pageSchema({ id: identifier.slice(0, 30), token: 'x' })).text).toContain(validityPhrases.unknown.title);
});

test('anyone may read the public keys', async () => {
  expect((await askFixture(readKeysRoute, null)).statusCode).toBe(200);
});
