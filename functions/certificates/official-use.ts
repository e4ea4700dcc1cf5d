import { officialUse } from '../../lib/certificates/use/official-use.ts';
import { officialUsePorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { officialUseRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = http(officialUseRoute, officialUsePorts, officialUse);
