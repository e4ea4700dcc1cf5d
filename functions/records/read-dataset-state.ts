import { readHolding } from '../../lib/records/read-dataset-state.ts';
import { http } from '../../lib/wiring/http.ts';
import { readHoldingPorts } from '../../lib/wiring/records.ts';
import { readHoldingRoute } from '../../schemas/records/routes.ts';

export const handler = http(readHoldingRoute, readHoldingPorts, readHolding);
