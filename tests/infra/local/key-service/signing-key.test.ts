import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSigningKey } from '../../../../infra/local/key-service/signing-key.ts';
import { openPrivateKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'guiji-state-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

describe.each([
  ['es256', 'ES256', 'signing-key.json'],
  ['sm2', 'SM2', 'signing-key-sm2.json'],
] as const)('%s', (kind, algorithm, name) => {
  test('is made once, is readable for its owner only, and signs', async () => {
    const key = await readSigningKey(state, kind);
    expect(await readSigningKey(state, kind)).toEqual(key);
    expect(readdirSync(state)).toEqual([name]);
    expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
    expect((await openPrivateKey(key)).signer.algorithm).toBe(algorithm);
  });

  test('is not replaced when it is damaged: its signatures could no longer be verified', async () => {
    await readSigningKey(state, kind);
    writeFileSync(join(state, name), '{"kty":"EC"}');
    await expect(readSigningKey(state, kind)).rejects.toMatchObject({ code: 'signing-key-not-usable' });
    expect(readFileSync(join(state, name), 'utf8')).toBe('{"kty":"EC"}');
  });
});

test('each algorithm has its own key, so that one may switch back', async () => {
  const [first, other] = [await readSigningKey(state, 'es256'), await readSigningKey(state, 'sm2')];
  expect([await readSigningKey(state, 'es256'), await readSigningKey(state, 'sm2')]).toEqual([first, other]);
});
