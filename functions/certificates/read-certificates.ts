import { readCertificates } from '../../lib/certificates/lookup/read-certificates.ts';
import { lookupPorts } from '../../lib/wiring/certificates/lookup.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCertificatesRoute } from '../../schemas/certificates/lookup-routes.ts';

export const handler = http(readCertificatesRoute, lookupPorts, readCertificates);
