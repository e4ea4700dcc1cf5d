import { listFindings } from '../../lib/collection/deliveries/list-findings.ts';
import { listFindingsPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { listFindingsRoute } from '../../schemas/collection/routes.ts';

export const handler = http(listFindingsRoute, listFindingsPorts, listFindings);
