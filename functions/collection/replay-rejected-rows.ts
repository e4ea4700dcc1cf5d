import { replayRejectedRows } from '../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { replayRejectedRowsRoute } from '../../schemas/collection/sources/routes.ts';

export const handler = http(replayRejectedRowsRoute, sourceBasics, replayRejectedRows);
