import { prepareBatch } from '../../lib/certificates/standing/prepare-batch.ts';
import { prepareBatchPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { prepareBatchRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(prepareBatchRoute, prepareBatchPorts, prepareBatch);
