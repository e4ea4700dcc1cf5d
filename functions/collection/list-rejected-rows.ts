import { listRejectedRows } from '../../lib/collection/sources/rejected-rows/list-rejected-rows.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { listRejectedRowsRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(listRejectedRowsRoute, sourceBasics, listRejectedRows);
