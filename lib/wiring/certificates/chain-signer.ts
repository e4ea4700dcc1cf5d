import type { ChainSigner } from '../../adapters/certificates/signing/cms/cms-signature.ts';
import { readSigningChain } from '../../adapters/certificates/signing/cms/signing-chain.ts';
import { readSecretParameter } from '../../adapters/secrets/read-secret-parameter.ts';
import { secretClient } from '../../adapters/secrets/secret-client.ts';
import { memoizeAsync } from '../memoize.ts';
import { setting } from '../setting.ts';
import type { CertificateSigning } from './signing.ts';

/**
 * Joins the key with its certificates, the parameter named by SIGNING_CHAIN_PARAMETER, at the first file; a failed read
 * is repeated. Throws `secret-missing` and `signing-chain-not-usable`. Apart from signing.ts: only files need it.
 */
export function chainSigner({ openedKey }: Pick<CertificateSigning, 'openedKey'>): () => Promise<ChainSigner> {
  return memoizeAsync(async () => {
    const pem = await readSecretParameter(secretClient(), setting('SIGNING_CHAIN_PARAMETER'));
    const { signer, publicKey } = await openedKey();
    return { signer, chain: readSigningChain(pem, publicKey, new Date()) };
  });
}
