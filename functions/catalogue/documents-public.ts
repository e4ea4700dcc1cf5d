import { http } from '../../lib/wiring/http.ts';
import { openapiPorts, readDocs, readHealth, readOpenapi } from '../../lib/wiring/openapi.ts';
import { router } from '../../lib/wiring/router.ts';
import { docsRoute, healthRoute, openapiRoute } from '../../schemas/openapi/routes.ts';

export const handler = router(
  http(openapiRoute, openapiPorts, readOpenapi),
  http(docsRoute, openapiPorts, readDocs),
  http(healthRoute, openapiPorts, readHealth),
);
