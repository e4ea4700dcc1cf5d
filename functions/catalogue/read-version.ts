import { readVersion } from '../../lib/catalogue/reading/read-version.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { readVersionRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(readVersionRoute, cataloguePorts, readVersion);
