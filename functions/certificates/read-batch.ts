import { readBatch } from '../../lib/certificates/status/read-batch.ts';
import { batchPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { readBatchRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(readBatchRoute, batchPorts, readBatch);
