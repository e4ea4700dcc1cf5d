import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerCertificate } from '../../../../infra/local/database-servers/running-database.ts';

export const opensslIsFound = spawnSync('openssl', ['version']).error === undefined;

/** A private certificate authority and a server certificate. `names` in openssl's form: `DNS:…`, `IP:…`. */
export function privateAuthority(names: string): { readonly ca: string; readonly certificate: ServerCertificate } {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-ca-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...options: readonly string[]) => execFileSync('openssl', options, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    writeFileSync(at('names'), `subjectAltName=${names}\n`);
    openssl(
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
    openssl('req', ...key, '-keyout', at('key.pem'), '-out', at('request.pem'), '-subj', '/CN=front-end database');
    openssl(
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
    const read = (name: string) => readFileSync(at(name), 'utf8');
    return { ca: read('ca.pem'), certificate: { cert: read('cert.pem'), key: read('key.pem') } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
