import { readVerifyScript, verifyScriptPorts } from '../../lib/wiring/certificates/verify-script.ts';
import { http } from '../../lib/wiring/http.ts';
import { verifyScriptRoute } from '../../schemas/certificates/verify-routes.ts';

export const handler = http(verifyScriptRoute, verifyScriptPorts, readVerifyScript);
