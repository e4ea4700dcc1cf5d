import { useByDuty } from '../../lib/certificates/use/official-use.ts';
import { useByDutyPorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { useByDutyRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(useByDutyRoute, useByDutyPorts, useByDuty);
