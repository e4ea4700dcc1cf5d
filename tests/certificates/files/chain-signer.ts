import { newLocalChain } from '../../../infra/local/key-service/local-chain.ts';
import { localKey } from '../../../infra/local/key-service/local-key.ts';
import type { FileSigner } from '../../../lib/adapters/certificates/files/file-signer.ts';
import { readSigningChain } from '../../../lib/adapters/certificates/signing/cms/signing-chain.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import type { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';

/** A key with a chain like the local system's. */
export async function chainSignerOf(key: PrivateKey): Promise<FileSigner & { readonly pem: string }> {
  const { signer, publicKey } = await openPrivateKey(key);
  const pem = newLocalChain(localKey(key).publicKey, new Date());
  return { signer, pem, chain: readSigningChain(pem, publicKey, new Date()), now: () => new Date() };
}
