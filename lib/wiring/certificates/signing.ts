import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import { publicKeyRepository } from '../../adapters/certificates/public-key-repository.ts';
import { openSigningKey } from '../../adapters/certificates/signing/open-signing-key.ts';
import type { OpenedKey } from '../../adapters/certificates/signing/opened-key.ts';
import { pace } from '../../adapters/certificates/signing/paced-signer.ts';
import { signJws } from '../../adapters/certificates/signing/sign-jws.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { FileSealFacts } from '../../certificates/file/ports.ts';
import { memoize, memoizeAsync } from '../memoize.ts';
import { numberSetting, setting } from '../setting.ts';

/** The first signature of a warm function publishes its public key before it returns. */
export type CertificateSigning = {
  /** Detached JWS, typ `guiji-certificate`. */
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  /** Compact JWS, typ `guiji-file-seal`. */
  readonly seal: (facts: FileSealFacts) => Promise<string>;
  /** Compact JWS of any other typ. */
  readonly signToken: (typ: string, payload: object) => Promise<string>;
  /** Detached JWS of any other typ, over the canonical document (RFC 8785). */
  readonly signDetached: (typ: string, document: object) => Promise<string>;
  /** The key itself, for signatures in other formats. */
  readonly openedKey: () => Promise<OpenedKey>;
};

/** All routes of a process share one quota. */
const signingPace = memoize(() => pace(numberSetting('SIGNATURES_PER_SECOND')));

/** Throws `signing-key-not-usable`: a malformed SIGNING_KEY at once, an unusable key at the first signature. */
export function certificateSigning(): CertificateSigning {
  const open = openSigningKey(setting('SIGNING_KEY'), { stage: setting('GUIJI_STAGE'), pace: signingPace() });
  const keys = publicKeyRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const openedKey = memoizeAsync(async (): Promise<OpenedKey> => {
    const opened = await open();
    await keys.add({ ...opened.publicKey, since: new Date().toISOString() });
    return opened;
  });
  const signer = async () => (await openedKey()).signer;
  return {
    sign: async (document) => ({
      document,
      jws: await signJws(await signer(), 'guiji-certificate', document, { detached: true }),
    }),
    seal: async (facts) => await signJws(await signer(), 'guiji-file-seal', facts),
    signToken: async (typ, payload) => await signJws(await signer(), typ, payload),
    signDetached: async (typ, document) => await signJws(await signer(), typ, document, { detached: true }),
    openedKey,
  };
}
