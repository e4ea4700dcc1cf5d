import { readKeys } from '../../lib/certificates/keys/read-keys.ts';
import { readStatusList } from '../../lib/certificates/status-lists/read-status-list.ts';
import { readVerifyPage } from '../../lib/certificates/verify/read-verify-page.ts';
import { verifyCertificate } from '../../lib/certificates/verify/verify-certificate.ts';
import { publicKeyReader } from '../../lib/wiring/certificates/keys.ts';
import { statusListPorts } from '../../lib/wiring/certificates/status-lists.ts';
import { readVerifyScript, verifyScriptPorts } from '../../lib/wiring/certificates/verify-script.ts';
import { verifyPagePorts, verifyPorts } from '../../lib/wiring/certificates/verify.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { readKeysRoute, readStatusListRoute } from '../../schemas/certificates/key-routes.ts';
import {
  verifyCertificateRoute,
  verifyPageRoute,
  verifyScriptRoute,
} from '../../schemas/certificates/verify-routes.ts';

export const handler = router(
  http(verifyCertificateRoute, verifyPorts, verifyCertificate),
  http(readStatusListRoute, statusListPorts, readStatusList),
  http(readKeysRoute, publicKeyReader, readKeys),
  http(verifyPageRoute, verifyPagePorts, readVerifyPage),
  http(verifyScriptRoute, verifyScriptPorts, readVerifyScript),
);
