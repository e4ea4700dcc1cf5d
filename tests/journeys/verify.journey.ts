import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { demoTypes } from '../../infra/tools/demo/certificates/demo-types.ts';
import { downloadCertificateRoute } from '../../schemas/certificates/file-routes.ts';
import { findCertificatesRoute } from '../../schemas/certificates/lookup-routes.ts';
import { changeCertificateStatusRoute } from '../../schemas/certificates/status-routes.ts';
import { validityPhrases } from '../../schemas/certificates/validity.ts';
import { openBrowser, measureOverflow, picture } from './browser.ts';
import { chromium } from './chromium.ts';

const url = inject('url');
const [demoType] = demoTypes().toReversed();
if (demoType === undefined) throw new Error('no type');
const account = `${demoType.type.department}-system`;

describe.skipIf(chromium === null)('verifying a certificate (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let token: string;
  const ask = async (path: string, body?: object) =>
    await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  /** The department's file of its n-th certificate, and the target of its QR code. */
  const certificate = async (n: number) => {
    const found = await ask(findCertificatesRoute.path, {
      type: demoType.type.type,
      number: demoType.rows[n]?.['certificate_number'],
    });
    const identifier = findCertificatesRoute.answer.body.parse(await found.json()).items[0]?.identifier ?? '';
    const answer = await ask(
      downloadCertificateRoute.path.replace('{identifier}', identifier).replace('{kind}', 'pdf'),
    );
    const file = Buffer.from(await answer.arrayBuffer());
    const code = /\/URI \((https?:[^)]+)\)/.exec(file.toString('latin1'))?.[1] ?? '';
    return { identifier, file, code };
  };
  const chosen = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });

  beforeAll(async () => {
    browser = await openBrowser();
    const demo = spawn(
      process.execPath,
      [join(projectDirectory, 'infra/tools/demo/certificates/demo-certificates.ts'), '--url', url],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    expect(await new Promise((resolve) => demo.once('exit', resolve))).toBe(0);
    const answer = await fetch(`${url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${account}:${account}-secret`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
    });
    token = z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  });
  afterAll(() => browser.close());

  test.each([1280, 390])('scanned at %i pixels: valid, in words, with holder and number masked', async (width) => {
    const { code } = await certificate(4);
    const { page, faults } = await browser.visit(width);
    await page.goto(code);
    const validity = page.getByRole('status');
    expect(await validity.textContent()).toContain(validityPhrases.valid.title);
    expect(await page.content()).not.toContain(String(demoType.rows[4]?.['holder_code']));
    expect(await measureOverflow(page)).toBe(0);
    await picture(page, `verify-valid-${width}`, true);
    expect(faults).toEqual([]);
  });

  test.each([1280, 390])(
    'files at %i pixels: the real one is valid, a changed one is altered, and neither leaves the browser',
    async (width) => {
      const { file } = await certificate(4);
      const changed = Buffer.from(file);
      const at = Math.floor(changed.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { page, faults } = await browser.visit(width);
      await page.goto(`${url}/verify`);
      const sent: string[] = [];
      page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await page.locator('#files').setInputFiles([chosen('真证照.pdf', file), chosen('改过的.pdf', changed)]);
      const results = page.locator('#results');
      await results.locator('.bad', { hasText: validityPhrases.altered.title }).waitFor();
      await picture(page, `verify-files-${width}`, true);
      expect(await results.locator('.good').textContent()).toContain(validityPhrases.valid.title);
      expect(sent.filter((one) => !/^GET \/(keys|status-lists\/)/.test(one))).toEqual([]);
      expect(await measureOverflow(page)).toBe(0);
      expect(faults).toEqual([]);
    },
  );

  test('after annulment the same code says so, and an unprinted code is unknown', async () => {
    const { identifier, code } = await certificate(5);
    const done = await ask(changeCertificateStatusRoute.path.replace('{identifier}', identifier), {
      operation: 'annul',
      reason: '持证人申请注销',
    });
    expect(done.status).toBe(201);
    const { page, faults } = await browser.visit(390);
    await page.goto(code);
    expect(await page.getByRole('status').textContent()).toContain(validityPhrases.annulled.title);
    await picture(page, 'verify-annulled-390', true);
    await page.goto(code.replace(/token=.*/, `token=${'A'.repeat(22)}`));
    expect(await page.getByRole('status').textContent()).toContain(validityPhrases.unknown.title);
    await picture(page, 'verify-unknown-390', true);
    expect(faults).toEqual([]);
  });
});
