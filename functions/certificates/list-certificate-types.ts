import { listCertificateTypes } from '../../lib/certificates/types/list-certificate-types.ts';
import { certificateTypes } from '../../lib/wiring/certificates/types.ts';
import { http } from '../../lib/wiring/http.ts';
import { listCertificateTypesRoute } from '../../schemas/certificates/type-routes.ts';

export const handler = http(listCertificateTypesRoute, certificateTypes, listCertificateTypes);
