import { citySealStore } from '../../adapters/certificates/city-seal-store.ts';
import type { ChainSigner } from '../../adapters/certificates/signing/cms/cms-signature.ts';
import { verifyTools } from '../../adapters/certificates/verifying/verify-tools.ts';
import type { GivenSeal } from '../../certificates/file/ports.ts';
import { sealObstacle } from '../../certificates/seal/check-city-seal.ts';
import { isSignedByItsMaker } from '../../certificates/seal/is-signed-by-its-maker.ts';
import { readCitySeal } from '../../certificates/seal/read-city-seal.ts';
import { Failure } from '../../kernel/failure.ts';
import { cacheMs, ttlCache } from '../memoize.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/**
 * Reads the city's seal in WORK_BUCKET, cached for `cacheMs`; `null` when there is none. Throws `seal-not-usable` when
 * this signer may not apply it now.
 */
export function citySeal(chainSigner: () => Promise<ChainSigner>): () => Promise<GivenSeal | null> {
  const cached = ttlCache(cacheMs, async () => await read(chainSigner));
  return async () => (await cached('city')) ?? null;
}

async function read(chainSigner: () => Promise<ChainSigner>): Promise<GivenSeal | null> {
  const given = await citySealStore(objectClient(), setting('WORK_BUCKET')).read();
  if (given === null) return null;
  const { bytes, fingerprint } = given;
  const seal = readCitySeal(bytes);
  if (seal === null) throw new Failure('seal-not-usable', { reason: 'no-seal' });
  const { chain } = await chainSigner();
  const reason = sealObstacle(seal, { certificate: chain[0].der, now: new Date().toISOString() });
  if (reason !== null) throw new Failure('seal-not-usable', { reason });
  if (!(await isSignedByItsMaker(seal, verifyTools))) throw new Failure('seal-not-usable', { reason: 'maker' });
  return { seal, fingerprint };
}
