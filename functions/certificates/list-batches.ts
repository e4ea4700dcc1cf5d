import { listBatches } from '../../lib/certificates/status/list-batches.ts';
import { batchPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { listBatchesRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(listBatchesRoute, batchPorts, listBatches);
