import { listSources } from '../../lib/collection/sources/registration/list-sources.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { listSourcesRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(listSourcesRoute, sourceBasics, listSources);
