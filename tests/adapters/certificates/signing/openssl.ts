import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrivateKey } from '../../../../lib/adapters/certificates/signing/private-key.ts';

/** Whether an openssl with SM2 is installed. */
export const opensslFound =
  spawnSync('openssl', ['pkeyutl', '-help']).error === undefined &&
  /SM2/.test(spawnSync('openssl', ['ecparam', '-list_curves'], { encoding: 'utf8' }).stdout);

const hexOf = (coordinate: string) => Buffer.from(coordinate, 'base64url').toString('hex');
const pem = (label: string, der: string) =>
  `-----BEGIN ${label}-----\n${Buffer.from(der, 'hex').toString('base64')}\n-----END ${label}-----\n`;
/** The OID of the SM2 curve. */
const curve = '06082a811ccf5501822d';
const options = ['-sigopt', 'distid:1234567812345678'];

/** SM2 with SM3 by openssl; signatures are DER. */
export const openssl = {
  sign: (key: PrivateKey, message: string): Buffer => {
    // RFC 5915: version 1, private key, curve, public point.
    const der = `30770201010420${hexOf(key.d)}a00a${curve}a14403420004${hexOf(key.x)}${hexOf(key.y)}`;
    return inFolder(
      { key: pem('EC PRIVATE KEY', der), message },
      (path) => run(['dgst', '-sm3', '-sign', path('key'), ...options, path('message')]).stdout,
    );
  },
  verifies: (key: Pick<PrivateKey, 'x' | 'y'>, message: string | Uint8Array, signature: Uint8Array): boolean => {
    const der = `3059301306072a8648ce3d0201${curve}03420004${hexOf(key.x)}${hexOf(key.y)}`;
    return inFolder(
      { key: pem('PUBLIC KEY', der), message, signature },
      (path) =>
        run(['dgst', '-sm3', '-verify', path('key'), ...options, '-signature', path('signature'), path('message')])
          .status === 0,
    );
  },
};

function run(command: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('openssl', command);
  if (status !== 0 && !/Verification failure/i.test(stdout.toString())) throw new Error(stderr.toString());
  return { status, stdout };
}

function inFolder<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-sm2-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
