import { readHolding } from '../../lib/records/read-holding.ts';
import { readHoldingPorts } from '../../lib/wiring/records.ts';
import { http } from '../../lib/wiring/http.ts';
import { readHoldingRoute } from '../../schemas/records/routes.ts';

export const handler = http(readHoldingRoute, readHoldingPorts, readHolding);
