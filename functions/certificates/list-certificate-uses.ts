import { listCertificateUses } from '../../lib/certificates/use/list-certificate-uses.ts';
import { listUsesPorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { listCertificateUsesRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(listCertificateUsesRoute, listUsesPorts, listCertificateUses);
