import { listCodeLists } from '../../lib/catalogue/reading/list-code-lists.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { listCodeListsRoute } from '../../schemas/catalogue/code-list-routes.ts';

export const handler = http(listCodeListsRoute, cataloguePorts, listCodeLists);
