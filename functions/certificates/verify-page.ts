import { readVerifyPage } from '../../lib/certificates/verify/read-verify-page.ts';
import { verifyPorts } from '../../lib/wiring/certificates/verify.ts';
import { http } from '../../lib/wiring/http.ts';
import { verifyPageRoute } from '../../schemas/certificates/verify-routes.ts';

export const handler = http(verifyPageRoute, verifyPorts, readVerifyPage);
