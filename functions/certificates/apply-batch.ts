import { applyBatch } from '../../lib/certificates/standing/apply-batch.ts';
import { applyBatchPorts } from '../../lib/wiring/certificates/standing.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { BatchMessage } from '../../schemas/certificates/messages.ts';

export const handler = queue(BatchMessage, applyBatchPorts, applyBatch);
