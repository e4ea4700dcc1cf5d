import { changeStanding } from '../../lib/certificates/status/change-certificate-status.ts';
import { changeStandingPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { changeStandingRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(changeStandingRoute, changeStandingPorts, changeStanding);
