import { listBatches } from '../../lib/certificates/standing/list-batches.ts';
import { batchPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { listBatchesRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(listBatchesRoute, batchPorts, listBatches);
