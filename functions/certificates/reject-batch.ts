import { rejectBatch } from '../../lib/certificates/standing/reject-batch.ts';
import { decideBatchPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { rejectBatchRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(rejectBatchRoute, decideBatchPorts, rejectBatch);
