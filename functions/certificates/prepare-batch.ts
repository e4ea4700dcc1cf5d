import { prepareBatch } from '../../lib/certificates/status/prepare-batch.ts';
import { prepareBatchPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { prepareBatchRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(prepareBatchRoute, prepareBatchPorts, prepareBatch);
