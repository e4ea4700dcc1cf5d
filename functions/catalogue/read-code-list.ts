import { readCodeList } from '../../lib/catalogue/reading/read-code-list.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { readCodeListRoute } from '../../schemas/catalogue/code-list-routes.ts';

export const handler = http(readCodeListRoute, cataloguePorts, readCodeList);
