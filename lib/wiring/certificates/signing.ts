import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import { publicKeyRepository } from '../../adapters/certificates/public-key-repository.ts';
import { openSigningKey } from '../../adapters/certificates/signing/open-signing-key.ts';
import { signJws } from '../../adapters/certificates/signing/sign-jws.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { FileSealFacts } from '../../certificates/file/ports.ts';
import type { Signer } from '../../certificates/ports.ts';
import { memoizeAsync } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Everything that is signed. The first signature of a warm function enters the public key into the key set before it goes out. */
export type CertificateSigning = {
  /** The document with its detached JWS, typ `guiji-certificate`. */
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  /** The compact JWS that seals a file, typ `guiji-file-seal`. */
  readonly seal: (facts: FileSealFacts) => Promise<string>;
  /** A compact JWS of any other typ. */
  readonly signToken: (typ: string, payload: object) => Promise<string>;
};

/** Throws the Failure `signing-key-not-usable` at once when SIGNING_KEY is no key, and at the first signature when what it names is none. */
export function certificateSigning(): CertificateSigning {
  const open = openSigningKey(setting('SIGNING_KEY'));
  const keys = publicKeyRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const signer = memoizeAsync(async (): Promise<Signer> => {
    const opened = await open();
    await keys.add({ ...opened.publicKey, since: new Date().toISOString() });
    return opened.signer;
  });
  return {
    sign: async (document) => ({
      document,
      jws: await signJws(await signer(), 'guiji-certificate', document, { detached: true }),
    }),
    seal: async (facts) => await signJws(await signer(), 'guiji-file-seal', facts),
    signToken: async (typ, payload) => await signJws(await signer(), typ, payload),
  };
}
