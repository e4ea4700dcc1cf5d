import { citySealStore } from '../../adapters/certificates/city-seal-store.ts';
import { readCertificates, type ChainCertificate } from '../../adapters/certificates/signing/cms/signing-chain.ts';
import { selfMadeSeal } from '../../adapters/certificates/signing/ses/self-made-seal.ts';
import { verifyTools } from '../../adapters/certificates/verifying/verify-tools.ts';
import { readSecretParameter } from '../../adapters/secrets/read-secret-parameter.ts';
import { secretClient } from '../../adapters/secrets/secret-client.ts';
import { certificateKey } from '../../certificates/seal/certificate-key.ts';
import { sealObstacle, type SealObstacle } from '../../certificates/seal/check-city-seal.ts';
import { isSignedByItsMaker } from '../../certificates/seal/is-signed-by-its-maker.ts';
import { readCitySeal, type CitySeal } from '../../certificates/seal/read-city-seal.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

const maxYears = 10;

export type SealPicture = CitySeal['picture'] & { readonly name: string; readonly id: string };

/** Opens the city's seal in WORK_BUCKET and the certificates in SIGNING_CHAIN_PARAMETER. */
export function citySealAdmin() {
  const store = citySealStore(objectClient(), setting('WORK_BUCKET'));
  return {
    /** `unreadable` for an object that is no seal. */
    read: async (): Promise<CitySeal | 'unreadable' | null> => {
      const given = await store.read();
      return given === null ? null : (readCitySeal(given.bytes) ?? 'unreadable');
    },
    write: store.write,
    /** The certificate that signs; `null` for a text without one. Throws `secret-missing`, `signing-chain-not-usable`. */
    signingCertificate: async (): Promise<ChainCertificate | null> => {
      const pem = await readSecretParameter(secretClient(), setting('SIGNING_CHAIN_PARAMETER'));
      return readCertificates(pem)[0] ?? null;
    },
    /** A seal without a licensed maker, until its certificate ends, 10 years at most; `null` for a key of another kind. */
    make: async ({ name, id, ...picture }: SealPicture, signing: ChainCertificate, now: Date) => {
      const key = certificateKey(signing.der);
      if (key === null) return null;
      const [from, latest] = [new Date(now), new Date(now)];
      from.setUTCHours(from.getUTCHours() - 1); // clocks differ
      latest.setUTCFullYear(latest.getUTCFullYear() + maxYears);
      const to = new Date(Math.min(latest.getTime(), Date.parse(signing.validity.to)));
      const facts = { id, name, certificates: [signing.der], validity: { from, to }, picture };
      return await selfMadeSeal(facts, key.crv);
    },
    /** What keeps the stage from applying this seal now. */
    obstacle: async (seal: CitySeal, signing: ChainCertificate, now: Date): Promise<SealObstacle | 'maker' | null> =>
      sealObstacle(seal, { certificate: signing.der, now: now.toISOString() }) ??
      ((await isSignedByItsMaker(seal, verifyTools)) ? null : 'maker'),
  };
}
