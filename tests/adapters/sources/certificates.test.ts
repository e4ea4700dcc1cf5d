import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { departmentService, json, type Service } from './department-service.ts';
import { declared, faultOf, openSession, readAll } from './open-session.ts';

const openssl = async (...args: readonly string[]) => await promisify(execFile)('openssl', args);
const isFound = await openssl('version').then(
  () => true,
  () => false,
);

describe.skipIf(!isFound)('certificates (made by openssl, skipped where there is none)', () => {
  let folder: string;
  let service: Service;
  let ca: string;
  const at = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiji-tls-'));
    writeFileSync(at('names'), 'subjectAltName=DNS:data.example.cn,IP:127.0.0.1\n');
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    await openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
      '-days',
      '2',
      '-subj',
      '/CN=Department CA',
    );
    await openssl('req', ...key, '-keyout', at('key.pem'), '-out', at('request.pem'), '-subj', '/CN=data.example.cn');
    await openssl(
      'x509',
      '-req',
      '-in',
      at('request.pem'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      '-out',
      at('cert.pem'),
      '-days',
      '2',
      '-extfile',
      at('names'),
    );
    ca = readFileSync(at('ca.pem'), 'utf8');
    service = await departmentService(
      ({ url }, response) =>
        url.pathname === '/down'
          ? json(response, {}, 302, { location: `http://127.0.0.1:${service.port}/` })
          : json(response, { data: [{ no: 1 }] }),
      {
        key: readFileSync(at('key.pem'), 'utf8'),
        cert: readFileSync(at('cert.pem'), 'utf8'),
      },
    );
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const openedAt = (url: string, given?: string) =>
    openSession(declared(url, given === undefined ? {} : { ca: given }), {
      allowed: `127.0.0.1:${service.port}`,
      resolve: async () => [{ address: '127.0.0.1' }],
    });

  test.each(['127.0.0.1', 'data.example.cn', 'DATA.example.cn.'])(
    "one of the department's own authority is trusted at %s",
    async (host) => {
      const { session } = openedAt(`https://${host}:${service.port}/`, ca);
      expect(await readAll(session)).toMatchObject([{ rows: 1 }]);
      await session.close();
    },
  );

  test.each([
    ['of an authority that nobody named', 'data.example.cn', undefined],
    ['of another name', 'other.example.cn', 'ca'],
    [
      'whose authority is no certificate',
      'data.example.cn',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    ],
  ])('a certificate %s is not trusted, and nothing is sent', async (_, host, given) => {
    const before = service.seen.length;
    const { session, pauses } = openedAt(`https://${host}:${service.port}/`, given === 'ca' ? ca : given);
    expect((await faultOf(session.page(null))).code).toBe('certificate-not-trusted');
    expect([service.seen.length, pauses]).toEqual([before, []]);
    await session.close();
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED is ignored', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const { session } = openedAt(`https://data.example.cn:${service.port}/`);
    expect(
      (await faultOf(session.page(null).finally(() => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']))).code,
    ).toBe('certificate-not-trusted');
    await session.close();
  });

  test('https does not redirect to http', async () => {
    const { session } = openedAt(`https://127.0.0.1:${service.port}/down`, ca);
    expect(await faultOf(session.page(null))).toMatchObject({ code: 'redirect-refused', facts: { status: 302 } });
    await session.close();
  });

  test('http to an https port, and https to an http port', async () => {
    const { session } = openedAt(`http://127.0.0.1:${service.port}/`);
    expect((await faultOf(session.page(null))).code).toMatch(/connection-lost|answer-not-readable|http-status/);
    await session.close();
    const plain = await departmentService((_, response) => json(response, {}));
    const secure = openSession(declared(`https://127.0.0.1:${plain.port}/`));
    expect((await faultOf(secure.session.page(null))).code).toBe('not-reachable');
    await secure.session.close();
    await plain.close();
  });
});
