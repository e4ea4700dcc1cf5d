import { downloadMarkedUp } from '../../lib/collection/annotate/download-annotated.ts';
import { downloadMarkedUpPorts } from '../../lib/wiring/collection/download-annotated.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadMarkedUpRoute } from '../../schemas/collection/routes.ts';

export const handler = http(downloadMarkedUpRoute, downloadMarkedUpPorts, downloadMarkedUp);
