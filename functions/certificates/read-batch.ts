import { readBatch } from '../../lib/certificates/standing/read-batch.ts';
import { batchPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { readBatchRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(readBatchRoute, batchPorts, readBatch);
