import { sweepCertificates } from '../../lib/certificates/sweep-certificates.ts';
import { sweepPorts } from '../../lib/wiring/certificates/sweep.ts';
import { timetable } from '../../lib/wiring/scheduled.ts';

export const handler = timetable(sweepPorts, sweepCertificates);
