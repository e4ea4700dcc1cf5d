import { readStatusList } from '../../lib/certificates/status-lists/read-status-list.ts';
import { statusListPorts } from '../../lib/wiring/certificates/status-lists.ts';
import { http } from '../../lib/wiring/http.ts';
import { readStatusListRoute } from '../../schemas/certificates/key-routes.ts';

export const handler = http(readStatusListRoute, statusListPorts, readStatusList);
