import { readCoverage } from '../../lib/certificates/coverage/read-coverage.ts';
import { coveragePorts } from '../../lib/wiring/certificates/coverage.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCoverageRoute } from '../../schemas/certificates/type-routes.ts';

export const handler = http(readCoverageRoute, coveragePorts, readCoverage);
