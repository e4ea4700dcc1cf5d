import { documentHash } from '../../adapters/certificates/files/document-hash.ts';
import { fileCache } from '../../adapters/certificates/files/file-cache.ts';
import { fileWriters } from '../../adapters/certificates/files/file-writers.ts';
import { fontFolder } from '../../adapters/certificates/files/font-folder.ts';
import type { MakeFilePorts } from '../../certificates/file/ports.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { chainSigner } from './chain-signer.ts';
import { citySeal } from './city-seal.ts';
import { certificateHashes } from './hashes.ts';
import { certificateSigning } from './signing.ts';

/** Fonts are opened at the first PDF or OFD and kept while the function is warm. */
export async function makeFilePorts(): Promise<MakeFilePorts> {
  const publicAddress = setting('PUBLIC_ADDRESS');
  const { verifyToken } = await certificateHashes();
  const signing = certificateSigning();
  const signer = chainSigner(signing);
  return {
    writers: fileWriters(fontFolder(), async () => ({ ...(await signer()), now: () => new Date() })),
    documentHash,
    seal: signing.seal,
    citySeal: citySeal(signer),
    verifyAddress: (identifier) => `${publicAddress}/verify?id=${identifier}&token=${verifyToken(identifier)}`,
    cached: fileCache(objectClient(), setting('WORK_BUCKET')),
  };
}
