import { listVersions } from '../../lib/catalogue/reading/list-versions.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { listVersionsRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(listVersionsRoute, cataloguePorts, listVersions);
