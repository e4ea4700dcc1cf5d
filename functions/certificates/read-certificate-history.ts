import { readCertificateHistory } from '../../lib/certificates/lookup/read-certificate-history.ts';
import { historyPorts } from '../../lib/wiring/certificates/lookup-history.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCertificateHistoryRoute } from '../../schemas/certificates/lookup-routes.ts';

export const handler = http(readCertificateHistoryRoute, historyPorts, readCertificateHistory);
