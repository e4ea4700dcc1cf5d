import { rejectBatch } from '../../lib/certificates/status/reject-batch.ts';
import { decideBatchPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { rejectBatchRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(rejectBatchRoute, decideBatchPorts, rejectBatch);
