import { useByDuty } from '../../lib/certificates/use/use-by-duty.ts';
import { useByDutyPorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { useByDutyRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(useByDutyRoute, useByDutyPorts, useByDuty);
