import type { SweepPorts } from '../../certificates/sweep-certificates.ts';
import { issuePorts } from './issue.ts';
import { decideBatchPorts } from './status.ts';

export function sweepPorts(): SweepPorts {
  return { issuing: issuePorts(), batches: decideBatchPorts() };
}
