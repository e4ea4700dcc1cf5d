import { findCertificates } from '../../lib/certificates/lookup/find-certificates.ts';
import { findingPorts } from '../../lib/wiring/certificates/lookup.ts';
import { http } from '../../lib/wiring/http.ts';
import { findCertificatesRoute } from '../../schemas/certificates/lookup-routes.ts';

export const handler = http(findCertificatesRoute, findingPorts, findCertificates);
