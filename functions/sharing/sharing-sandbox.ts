import { readGrantOpenapi } from '../../lib/sharing/sandbox/read-grant-openapi.ts';
import {
  querySandbox,
  readSandbox,
  readSandboxChanges,
  verifySandbox,
} from '../../lib/sharing/sandbox/sandbox-calls.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { grantOpenapiPorts, sandboxPorts } from '../../lib/wiring/sharing/sandbox.ts';
import {
  querySandboxRoute,
  readGrantOpenapiRoute,
  readSandboxChangesRoute,
  readSandboxRoute,
  verifySandboxRoute,
} from '../../schemas/sharing/sandbox-routes.ts';

export const handler = router(
  http(readGrantOpenapiRoute, grantOpenapiPorts, readGrantOpenapi),
  http(readSandboxRoute, sandboxPorts, readSandbox),
  http(querySandboxRoute, sandboxPorts, querySandbox),
  http(verifySandboxRoute, sandboxPorts, verifySandbox),
  http(readSandboxChangesRoute, sandboxPorts, readSandboxChanges),
);
