import { downloadMarkedUp } from '../../lib/collection/download-marked-up.ts';
import { downloadMarkedUpPorts } from '../../lib/wiring/collection/download-marked-up.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadMarkedUpRoute } from '../../schemas/collection/routes.ts';

export const handler = http(downloadMarkedUpRoute, downloadMarkedUpPorts, downloadMarkedUp);
