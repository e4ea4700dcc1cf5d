import { certificateRepository } from '../../adapters/certificates/certificate-repository.ts';
import { rateCounter } from '../../adapters/certificates/rate-counter.ts';
import { constantTimeEquals } from '../../adapters/constant-time-equals.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { VerifyPagePorts } from '../../certificates/verify/read-verify-page.ts';
import type { VerifyPorts } from '../../certificates/verify/verify-certificate.ts';
import { now } from '../clock.ts';
import { helpSettings } from '../help-settings.ts';
import { addMetric } from '../metrics.ts';
import { numberSetting, setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';
import { certificateHashes } from './hashes.ts';
import { certificateTypes } from './types.ts';

/**
 * Limits per minute: VERIFICATIONS_PER_ADDRESS, VERIFICATIONS_PER_CERTIFICATE. They are generous: a whole office may
 * share one address, and a queue at a window one certificate.
 */
export async function verifyPorts(): Promise<VerifyPorts> {
  const client = documentClient();
  const work = setting('CERTIFICATE_WORK_TABLE');
  const { text } = await subjectHash();
  const { count } = rateCounter(client, work);
  const hashes = await certificateHashes();
  const limits = {
    address: numberSetting('VERIFICATIONS_PER_ADDRESS'),
    certificate: numberSetting('VERIFICATIONS_PER_CERTIFICATE'),
  };
  return {
    types: certificateTypes(),
    repository: certificateRepository(client, setting('CERTIFICATES_TABLE'), work),
    hashes,
    constantTimeEquals,
    withinRate: async (from, identifier) => {
      addMetric('Verifications', 1);
      const at = now();
      const [byAddress, byCertificate] = await Promise.all([
        count(text(`verify-from\u001f${from}`), at),
        identifier === undefined ? 0 : count(text(`verify-of\u001f${identifier}`), at),
      ]);
      return byAddress <= limits.address && byCertificate <= limits.certificate;
    },
    verifyAddress: (identifier) =>
      `${setting('PUBLIC_ADDRESS')}/verify?id=${identifier}&token=${hashes.verifyToken(identifier)}`,
    now,
  };
}

/** Opens the same, and how the information centre is reached. */
export const verifyPagePorts = async (): Promise<VerifyPagePorts> => ({
  ...(await verifyPorts()),
  help: helpSettings(),
});
