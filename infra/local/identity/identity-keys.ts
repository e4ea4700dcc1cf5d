import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const Keys = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.literal('EC'), kid: z.string() })).length(1) }),
  cookies: z.array(z.string()).length(1),
});
export type IdentityKeys = z.infer<typeof Keys>;

/** Makes them at the first start: tokens outlive a restart. Throws for a damaged file. */
export async function identityKeys(path: string): Promise<IdentityKeys> {
  if (existsSync(path)) {
    const stored = Keys.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!stored.success) throw new Error(`${path} holds no signing key`);
    return stored.data;
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), alg: 'ES256', use: 'sig' };
  const keys = Keys.parse({ jwks: { keys: [key] }, cookies: [randomBytes(32).toString('base64url')] });
  writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
