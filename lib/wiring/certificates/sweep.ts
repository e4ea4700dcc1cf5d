import type { SweepPorts } from '../../certificates/sweep-certificates.ts';
import { issuePorts } from './issue.ts';
import { decideBatchPorts } from './status.ts';

/** Opens issuing (ISSUE_QUEUE, SIGNING_KEY) and batches (CERTIFICATE_BATCHES_QUEUE). */
export function sweepPorts(): SweepPorts {
  return { issuing: issuePorts(), batches: decideBatchPorts() };
}
