import { rollBack } from '../../lib/records/roll-back.ts';
import { http } from '../../lib/wiring/http.ts';
import { rollBackPorts } from '../../lib/wiring/records.ts';
import { rollBackRoute } from '../../schemas/records/routes.ts';

export const handler = http(rollBackRoute, rollBackPorts, rollBack);
