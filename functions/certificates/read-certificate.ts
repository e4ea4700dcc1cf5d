import { readCertificate } from '../../lib/certificates/lookup/read-certificate.ts';
import { lookupPorts } from '../../lib/wiring/certificates/lookup.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCertificateRoute } from '../../schemas/certificates/lookup-routes.ts';

export const handler = http(readCertificateRoute, lookupPorts, readCertificate);
