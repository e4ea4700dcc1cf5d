import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signingKey } from '../../../infra/local/signing-key.ts';
import { openSigningKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'guiji-state-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

describe.each([
  ['es256', 'ES256', 'signing-key.json'],
  ['sm2', 'SM2', 'signing-key-sm2.json'],
] as const)('%s', (kind, algorithm, name) => {
  test('is made once, for nobody else’s eyes, and signs', async () => {
    const key = await signingKey(state, kind);
    expect(await signingKey(state, kind)).toBe(key);
    expect(readdirSync(state)).toEqual([name]);
    expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
    expect((await openSigningKey(key)()).signer.algorithm).toBe(algorithm);
  });

  test('that is damaged is not made anew: what it signed could not be told from what it did not', async () => {
    await signingKey(state, kind);
    writeFileSync(join(state, name), '{"kty":"EC"}');
    await expect(signingKey(state, kind)).rejects.toMatchObject({ code: 'signing-key-not-usable' });
    expect(readFileSync(join(state, name), 'utf8')).toBe('{"kty":"EC"}');
  });
});

test('each kind has a key of its own, so that one may go back and forth', async () => {
  const [first, other] = [await signingKey(state, 'es256'), await signingKey(state, 'sm2')];
  expect([await signingKey(state, 'es256'), await signingKey(state, 'sm2')]).toEqual([first, other]);
});
