import { redeemUseCode } from '../../lib/certificates/use/redeem-use-code.ts';
import { redeemPorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { redeemUseCodeRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(redeemUseCodeRoute, redeemPorts, redeemUseCode);
