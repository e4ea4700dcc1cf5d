import { downloadCertificate } from '../../lib/certificates/file/download-certificate.ts';
import { downloadCertificatePorts } from '../../lib/wiring/certificates/download-certificate.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadCertificateRoute } from '../../schemas/certificates/file-routes.ts';

export const handler = http(downloadCertificateRoute, downloadCertificatePorts, downloadCertificate);
