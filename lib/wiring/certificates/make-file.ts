import { documentHash } from '../../adapters/certificates/files/document-hash.ts';
import { fileCache } from '../../adapters/certificates/files/file-cache.ts';
import { fileWriters } from '../../adapters/certificates/files/file-writers.ts';
import { fontFolder } from '../../adapters/certificates/files/font-folder.ts';
import type { MakeFilePorts } from '../../certificates/file/ports.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { certificateSigning } from './signing.ts';

/** Fonts are opened at the first PDF or OFD and kept while the function is warm. */
export function makeFilePorts(): MakeFilePorts {
  const publicAddress = setting('PUBLIC_ADDRESS');
  const { verifyToken } = certificateHashes();
  return {
    writers: fileWriters(fontFolder()),
    documentHash,
    seal: certificateSigning().seal,
    verifyAddress: (identifier) => `${publicAddress}/verify?id=${identifier}&token=${verifyToken(identifier)}`,
    cached: fileCache(objectClient(), setting('WORK_BUCKET')),
  };
}
