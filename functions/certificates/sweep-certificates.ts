import { sweepCertificates } from '../../lib/certificates/sweep-certificates.ts';
import { sweepPorts } from '../../lib/wiring/certificates/sweep.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';

export const handler = scheduled(sweepPorts, sweepCertificates);
