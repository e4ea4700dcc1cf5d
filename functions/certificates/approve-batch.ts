import { approveBatch } from '../../lib/certificates/status/approve-batch.ts';
import { decideBatchPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { approveBatchRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(approveBatchRoute, decideBatchPorts, approveBatch);
