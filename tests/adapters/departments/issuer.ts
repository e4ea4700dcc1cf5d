import { createServer, type Server } from 'node:http';
import { SignJWT, exportJWK, generateKeyPair, type JWTPayload } from 'jose';
import { listen, stopServer } from '../../../infra/local/listen.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const neverAnswered = new Map<string | undefined, string>([
  ['silent-discovery', '/.well-known/openid-configuration'],
  ['silent-keys', '/keys'],
]);

/** Starts a token issuer on a free port, with discovery document and key set, and switches to break it. */
export async function startIssuer() {
  const keys = {
    ES256: await generateKeyPair('ES256'),
    RS256: await generateKeyPair('RS256'),
    PS256: await generateKeyPair('PS256'),
    ES384: await generateKeyPair('ES384'),
  };
  const published = await Promise.all(
    Object.entries(keys).map(async ([alg, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid: alg,
      alg,
      use: 'sig',
    })),
  );
  let broken: 'discovery' | 'keys' | 'other-issuer' | 'other-protocol' | 'silent-discovery' | 'silent-keys' | undefined;
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    const isKeys = request.url === '/keys';
    if (request.url === neverAnswered.get(broken)) return;
    const fails = (isDiscovery && broken === 'discovery') || (isKeys && broken === 'keys') || (!isDiscovery && !isKeys);
    const body = isDiscovery
      ? {
          issuer: broken === 'other-issuer' ? 'https://other.example' : issuer,
          jwks_uri: `${broken === 'other-protocol' ? issuer.replace('http:', 'https:') : issuer}/keys`,
        }
      : { keys: published };
    response
      .writeHead(fails ? 500 : 200, { 'content-type': 'application/json' })
      .end(fails ? '' : JSON.stringify(body));
  });
  const issuer = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    issuer,
    keys,
    asked,
    breakIt: (what: typeof broken) => (broken = what),
    sign: (claims: JWTPayload, { alg = 'ES256', kid = alg, typ, key = pairOf(keys, alg).privateKey }: Signing = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid, ...(typ === undefined ? {} : { typ }) }).sign(key),
    close: () => stopServer(server),
  };
}
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
export type Signing = {
  readonly alg?: string;
  readonly kid?: string;
  readonly typ?: string;
  readonly key?: KeyPair['privateKey'] | Uint8Array;
};

function pairOf(keys: Readonly<Record<string, KeyPair>>, alg: string): KeyPair {
  const pair = keys[alg];
  if (pair === undefined) throw new Error(`This issuer has no key for ${alg}`);
  return pair;
}
