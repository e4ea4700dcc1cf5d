import { applyBatch } from '../../lib/certificates/status/apply-batch.ts';
import { applyBatchPorts } from '../../lib/wiring/certificates/status.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { BatchMessage } from '../../schemas/certificates/messages.ts';

export const handler = queue(BatchMessage, applyBatchPorts, applyBatch);
