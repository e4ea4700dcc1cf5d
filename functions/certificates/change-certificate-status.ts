import { changeCertificateStatus } from '../../lib/certificates/status/change-certificate-status.ts';
import { changeCertificateStatusPorts } from '../../lib/wiring/certificates/status.ts';
import { http } from '../../lib/wiring/http.ts';
import { changeCertificateStatusRoute } from '../../schemas/certificates/status-routes.ts';

export const handler = http(changeCertificateStatusRoute, changeCertificateStatusPorts, changeCertificateStatus);
