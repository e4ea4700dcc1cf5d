import { approveBatch } from '../../lib/certificates/standing/approve-batch.ts';
import { decideBatchPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { approveBatchRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(approveBatchRoute, decideBatchPorts, approveBatch);
