import { changeStanding } from '../../lib/certificates/standing/change-standing.ts';
import { changeStandingPorts } from '../../lib/wiring/certificates/standing.ts';
import { http } from '../../lib/wiring/http.ts';
import { changeStandingRoute } from '../../schemas/certificates/standing-routes.ts';

export const handler = http(changeStandingRoute, changeStandingPorts, changeStanding);
