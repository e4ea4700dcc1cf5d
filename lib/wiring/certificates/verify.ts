import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { rateCounter } from '../../adapters/certificates/rate-counter.ts';
import { constantTimeEquals } from '../../adapters/constant-time-equals.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { keyedHash } from '../../adapters/keyed-hash.ts';
import type { VerifyPorts } from '../../certificates/verify/verify-certificate.ts';
import { setting, numberSettingOr } from '../setting.ts';
import { certificateHashes } from './hashes.ts';
import { certificateTypes } from './types.ts';

/** Generous: a whole office may share one address, and a queue at a window one certificate. */
const defaultPerMinute = { address: 300, certificate: 120 };

/** Limits per minute: VERIFICATIONS_PER_ADDRESS, VERIFICATIONS_PER_CERTIFICATE. */
export function verifyPorts(): VerifyPorts {
  const client = documentClient();
  const work = setting('CERTIFICATE_WORK_TABLE');
  const { text } = keyedHash(setting('SUBJECT_KEY'));
  const { count } = rateCounter(client, work);
  const hashes = certificateHashes();
  const limits = {
    address: numberSettingOr('VERIFICATIONS_PER_ADDRESS', defaultPerMinute.address),
    certificate: numberSettingOr('VERIFICATIONS_PER_CERTIFICATE', defaultPerMinute.certificate),
  };
  const now = () => new Date().toISOString();
  return {
    types: certificateTypes(),
    repository: certificateRepository(client, setting('CERTIFICATES_TABLE'), work),
    hashes,
    constantTimeEquals,
    withinRate: async (from, identifier) => {
      const at = now();
      const [byAddress, byCertificate] = await Promise.all([
        count(text(`verify-from\u001f${from}`), at),
        count(text(`verify-of\u001f${identifier}`), at),
      ]);
      return byAddress <= limits.address && byCertificate <= limits.certificate;
    },
    verifyAddress: (identifier) =>
      `${setting('PUBLIC_ADDRESS')}/verify?id=${identifier}&token=${hashes.verifyToken(identifier)}`,
    now,
  };
}
