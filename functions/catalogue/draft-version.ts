import { draftVersion } from '../../lib/catalogue/life-cycle/draft-version.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { draftVersionRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(draftVersionRoute, cataloguePorts, draftVersion);
