import { verifyCertificate } from '../../lib/certificates/verify/verify-certificate.ts';
import { verifyPorts } from '../../lib/wiring/certificates/verify.ts';
import { http } from '../../lib/wiring/http.ts';
import { verifyCertificateRoute } from '../../schemas/certificates/verify-routes.ts';

export const handler = http(verifyCertificateRoute, verifyPorts, verifyCertificate);
