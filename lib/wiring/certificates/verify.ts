import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { rateCounter } from '../../adapters/certificates/rate-counter.ts';
import { constantTimeEquals } from '../../adapters/constant-time-equals.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { keyedHash } from '../../adapters/keyed-hash.ts';
import type { VerifyPorts } from '../../certificates/verify/verify-certificate.ts';
import { numberSetting, setting } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { certificateTypes } from './types.ts';

/** Verifications a minute, where the deployment says nothing else: behind one address may stand a whole office, behind one certificate a queue at a window. */
const perMinute = { address: 300, certificate: 120 };

/** What tells anyone how a certificate stands. */
export function verifyPorts(): VerifyPorts {
  const client = documentClient();
  const work = setting('CERTIFICATE_WORK_TABLE');
  const { text } = keyedHash(setting('SUBJECT_KEY'));
  const { count } = rateCounter(client, work);
  const hashes = certificateHashes();
  const limits = {
    address:
      process.env['VERIFICATIONS_PER_ADDRESS'] === undefined
        ? perMinute.address
        : numberSetting('VERIFICATIONS_PER_ADDRESS'),
    certificate:
      process.env['VERIFICATIONS_PER_CERTIFICATE'] === undefined
        ? perMinute.certificate
        : numberSetting('VERIFICATIONS_PER_CERTIFICATE'),
  };
  const now = () => new Date().toISOString();
  return {
    types: certificateTypes(),
    repository: certificateRepository(client, setting('CERTIFICATES_TABLE'), work),
    hashes,
    constantTimeEquals,
    withinRate: async (from, identifier) => {
      const at = now();
      const [ofAddress, ofCertificate] = await Promise.all([
        count(text(`verify-from\u001f${from}`), at),
        count(text(`verify-of\u001f${identifier}`), at),
      ]);
      return ofAddress <= limits.address && ofCertificate <= limits.certificate;
    },
    verifyAddress: (identifier) =>
      `${setting('PUBLIC_ADDRESS')}/verify?id=${identifier}&token=${hashes.verifyToken(identifier)}`,
    now,
  };
}
