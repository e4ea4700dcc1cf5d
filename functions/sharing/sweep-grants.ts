import { sweepGrants } from '../../lib/sharing/warnings/sweep-grants.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { sweepGrantsPorts } from '../../lib/wiring/sharing/warnings.ts';

export const handler = scheduled(sweepGrantsPorts, sweepGrants);
