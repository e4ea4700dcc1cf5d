import { redeemUseFile } from '../../lib/certificates/use/redeem-use-file.ts';
import { redeemFilePorts } from '../../lib/wiring/certificates/redeem-use-file.ts';
import { http } from '../../lib/wiring/http.ts';
import { redeemUseFileRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(redeemUseFileRoute, redeemFilePorts, redeemUseFile);
