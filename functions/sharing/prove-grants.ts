import { proveGrants } from '../../lib/sharing/proofs/prove-grants.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { proveGrantsPorts } from '../../lib/wiring/sharing/proofs.ts';

export const handler = scheduled(proveGrantsPorts, proveGrants);
