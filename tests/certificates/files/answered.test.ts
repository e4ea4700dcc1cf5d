import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { useCodeRepository } from '../../../lib/adapters/certificates/use-code-repository.ts';
import { certificateHashes } from '../../../lib/wiring/certificates/hashes.ts';
import { SignedDocument } from '../../../schemas/certificates/document.ts';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import { redeemUseFileRoute } from '../../../schemas/certificates/use-routes.ts';
import { p256Key } from '../../adapters/certificates/signing/keys.ts';
import { askFixture, callers, openFixture, type Issued } from '../lookup/fixture.ts';
import { entriesOf, sealOfOfd, sealOfPdf } from './made-file.ts';

let fixture: Awaited<ReturnType<typeof openFixture>>;
let stores: StartedStores;
let stateDir: string;
let property: Issued;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  [fixture, stores] = await Promise.all([openFixture(), startStores({ stateDir })]);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stores.endpoints.s3);
  vi.stubEnv('SIGNING_KEY', JSON.stringify(p256Key));
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

test('the QR code links to the public page, with a deterministic token of this certificate', async () => {
  const { makeFilePorts } = await import('../../../lib/wiring/certificates/make-file.ts');
  const { verifyAddress } = makeFilePorts();
  const address = verifyAddress(property.identifier);
  expect(address).toBe(
    `https://luohe.example/verify?id=${property.identifier}&token=${certificateHashes().verifyToken(property.identifier)}`,
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
    expect(data.copy_expires > new Date().toISOString().slice(0, 10)).toBe(true);
    const again = await askFixture(redeemUseFileRoute, callers.partner, { body: { auth_code: code, file_format } });
    expect(again.json).toMatchObject({ code: 'use-code-used' });
  });
});
