import { testSource } from '../../lib/collection/sources/registration/test-source.ts';
import { readRejectedRow } from '../../lib/collection/sources/rejected-rows/read-rejected-row.ts';
import { replayRejectedRows } from '../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { rejectedRowPorts } from '../../lib/wiring/collection/rejected-rows.ts';
import { sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { testSourcePorts } from '../../lib/wiring/collection/test-source.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  readRejectedRowRoute,
  replayRejectedRowsRoute,
  testSourceRoute,
} from '../../schemas/collection/sources/routes.ts';

export const handler = router(
  http(testSourceRoute, testSourcePorts, testSource),
  http(readRejectedRowRoute, rejectedRowPorts, readRejectedRow),
  http(replayRejectedRowsRoute, sourceBasics, replayRejectedRows),
);
