import { readHistory } from '../../lib/records/read-history.ts';
import { http } from '../../lib/wiring/http.ts';
import { readHistoryPorts } from '../../lib/wiring/records.ts';
import { readHistoryRoute } from '../../schemas/records/routes.ts';

export const handler = http(readHistoryRoute, readHistoryPorts, readHistory);
