import type { SweepPorts } from '../../certificates/sweep-certificates.ts';
import { addMetric } from '../metrics.ts';
import { publicationPorts } from './issue.ts';
import { makeStatusListPorts } from './make-status-lists.ts';
import { decideBatchPorts } from './status.ts';

/** Opens publications (ISSUE_QUEUE), batches (CERTIFICATE_BATCHES_QUEUE) and status lists (WORK_BUCKET, SIGNING_KEY). */
export function sweepPorts(): SweepPorts {
  const issuing = publicationPorts();
  const readAll: typeof issuing.progress.readAll = async (datasets) => {
    const progress = await issuing.progress.readAll(datasets);
    addMetric('IssuingBacklog', progress.filter(({ order }) => order !== undefined).length);
    return progress;
  };
  return {
    issuing: { ...issuing, progress: { ...issuing.progress, readAll } },
    batches: decideBatchPorts(),
    statusLists: makeStatusListPorts(),
  };
}
