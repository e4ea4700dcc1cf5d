import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { newLocalSeal } from '../../../infra/local/seal/local-seal.ts';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { citySealStore } from '../../../lib/adapters/certificates/city-seal-store.ts';
import { es256Signer } from '../../../lib/adapters/certificates/signing/es256-signer.ts';
import { useCodeRepository } from '../../../lib/adapters/certificates/use-code-repository.ts';
import { verifyTools } from '../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { makeFile } from '../../../lib/certificates/file/make-file.ts';
import { verifyFile } from '../../../lib/certificates/verify/verify-file.ts';
import { certificateHashes } from '../../../lib/wiring/certificates/hashes.ts';
import { SignedDocument } from '../../../schemas/certificates/document.ts';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import { redeemUseFileRoute } from '../../../schemas/certificates/use-routes.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { documentWith } from '../lookup/builders.ts';
import { askFixture, callers, holder, openFixture, type Issued } from '../lookup/fixture.ts';
import { chainSignerOf } from './chain-signer.ts';
import { entriesOf, sealOfOfd, sealOfPdf, signedOf } from './made-file.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
let stores: StartedStores;
let stateDir: string;
let property: Issued;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  [fixture, stores] = await Promise.all([openFixture(), startStores({ stateDir })]);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stores.endpoints.s3);
  vi.stubEnv('PUBLIC_ADDRESS', 'https://luohe.example');
  property = await fixture.issue({ key: 'a1'.repeat(16) });
});
afterAll(async () => {
  await Promise.all([fixture.close(), stores.close()]);
  await rm(stateDir, { recursive: true, force: true });
});

const download = async (kind: string) =>
  await askFixture(downloadCertificateRoute, callers.issuer, { params: { identifier: property.identifier, kind } });
const fileOf = ({ body }: { readonly body: string }) => Buffer.from(body, 'base64');

describe('the issuer’s file', () => {
  test('as PDF is sealed, and cached', async () => {
    const first = await download('pdf');
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(first.headers['content-disposition']).toContain(
      encodeURIComponent(`不动产权证书-${property.identifier}.pdf`),
    );
    expect(await sealOfPdf(fileOf(first))).toMatchObject({ kind: 'pdf', identifier: property.identifier });
    expect(fileOf(await download('pdf')).equals(fileOf(first))).toBe(true); // a new seal would be another signature
  });

  test('as OFD is sealed', async () => {
    expect(await sealOfOfd(entriesOf(fileOf(await download('ofd'))))).toMatchObject({
      kind: 'ofd',
      identifier: property.identifier,
    });
  });

  test('as JSON is the signed document', async () => {
    expect(
      SignedDocument.parse(JSON.parse(fileOf(await download('json')).toString())).document.CertificateIdentifier,
    ).toBe(property.identifier);
  });
});

describe('the city’s seal in the work bucket', () => {
  const putSeal = async (seal: Uint8Array) => {
    const client = new S3Client({
      region: 'cn-north-1',
      endpoint: stores.endpoints.s3,
      credentials: localCredentials,
      forcePathStyle: true,
    });
    await citySealStore(client, process.env['WORK_BUCKET'] ?? '').write(seal);
    client.destroy();
  };
  /** With fresh ports: warm functions keep a seal for `cacheMs`. */
  const makeOfd = async () => {
    const { makeFilePorts } = await import('../../../lib/wiring/certificates/make-file.ts');
    const signed = await signedOf(documentWith());
    return entriesOf(await makeFile({ signed, kind: 'ofd' }, await makeFilePorts()));
  };
  const sealAt = 'Doc_0/Signs/Sign_0/Seal.esl';

  test('is applied once it is there, also to an original that is cached without it', async () => {
    const before = await makeOfd();
    expect(before).not.toHaveProperty([sealAt]);
    expect(await makeOfd()).toEqual(before);
    const seal = await newLocalSeal(fixture.signingChain, 'es256', new Date());
    await putSeal(seal);
    expect(Buffer.from((await makeOfd())[sealAt] ?? [])).toEqual(Buffer.from(seal));
  });

  test.each<[reason: string, made: () => Promise<Uint8Array>]>([
    ['other-certificate', async () => newLocalSeal((await chainSignerOf(p256Key)).pem, 'es256', new Date())],
    ['out-of-date', async () => newLocalSeal(fixture.signingChain, 'es256', new Date(Date.now() + 86_400_000))],
    ['no-seal', async () => Buffer.from('seal')],
    [
      'maker',
      async () => {
        const seal = Buffer.from(await newLocalSeal(fixture.signingChain, 'es256', new Date()));
        seal[seal.length - 1] = (seal.at(-1) ?? 0) ^ 1;
        return seal;
      },
    ],
  ])('that is not usable (%s) stops OFD files, and no PDF', async (reason, made) => {
    await putSeal(await made());
    await expect(makeOfd()).rejects.toMatchObject({ code: 'seal-not-usable', facts: { reason } });
    expect((await download('pdf')).statusCode).toBe(200);
    await putSeal(await newLocalSeal(fixture.signingChain, 'es256', new Date()));
  });
});

test('the QR code links to the public page, with a deterministic token of this certificate', async () => {
  const { makeFilePorts } = await import('../../../lib/wiring/certificates/make-file.ts');
  const { verifyAddress } = await makeFilePorts();
  const address = verifyAddress(property.identifier);
  expect(address).toBe(
    `https://luohe.example/verify?id=${property.identifier}&token=${(await certificateHashes()).verifyToken(property.identifier)}`,
  );
  expect(verifyAddress(property.identifier)).toBe(address);
  expect(new URL(address).searchParams.get('token')).toMatch(/^[\w-]{22}$/);
  expect(verifyAddress(`${property.identifier}1`)).not.toContain(new URL(address).searchParams.get('token'));
});

describe('a copy for a use code', () => {
  const purpose = {
    operator: { account: 'win-07', name: '测试经办', organisation: '漯河市政务服务大厅' },
    matter: { code: '410000-1', name: '不动产转移登记' },
    caseNumber: 'BJ-2026-0001',
    cause: '核验权属',
  };
  const codeFor = async (code: string) => {
    const grant = {
      certificate: property.certificate,
      identifier: property.identifier,
      subject: callers.partner.subject,
      use: '01JD0000000000000000000009',
      purpose,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    };
    await useCodeRepository(fixture.server.tables, fixture.work).create([{ code, grant }]);
  };

  test.each(['pdf', 'ofd'] as const)('as %s states purpose, user and term, with its own seal', async (file_format) => {
    const code = file_format.padEnd(43, 'x');
    await codeFor(code);
    const answer = await askFixture(redeemUseFileRoute, callers.partner, { body: { auth_code: code, file_format } });
    const { data } = redeemUseFileRoute.answer.body.parse(answer.json);
    const file = Buffer.from(data.content, 'base64');
    const facts = file_format === 'pdf' ? await sealOfPdf(file) : await sealOfOfd(entriesOf(file));
    expect(facts).toMatchObject({
      kind: file_format,
      identifier: property.identifier,
      copy: {
        CertificateCopyCause: '不动产转移登记（办件 BJ-2026-0001）：核验权属',
        CertificateCopyCreator: '漯河市政务服务大厅 测试经办',
      },
    });
    // The grant names no code of the holder: the document in the copy is reduced, and signed again.
    const { validity, document } = await verifyFile(
      Uint8Array.from(file),
      {
        key: async (kid) => ({ ...es256Signer(p256Key).publicKey, kid, since: '2020-01-01T00:00:00.000Z' }),
        statusList: async () => null,
        now: new Date().toISOString(),
      },
      verifyTools,
    );
    expect(validity).toBe('unchecked');
    expect(JSON.stringify(document)).not.toContain(holder);
    expect(data.copy_expires > new Date().toISOString().slice(0, 10)).toBe(true);
    const again = await askFixture(redeemUseFileRoute, callers.partner, { body: { auth_code: code, file_format } });
    expect(again.json).toMatchObject({ code: 'use-code-used' });
  });
});
