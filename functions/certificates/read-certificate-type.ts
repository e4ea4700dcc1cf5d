import { readCertificateType } from '../../lib/certificates/types/read-certificate-type.ts';
import { certificateTypes } from '../../lib/wiring/certificates/types.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCertificateTypeRoute } from '../../schemas/certificates/type-routes.ts';

export const handler = http(readCertificateTypeRoute, certificateTypes, readCertificateType);
