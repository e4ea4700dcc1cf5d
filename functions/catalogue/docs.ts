import { http } from '../../lib/wiring/http.ts';
import { openapiPorts, readDocs } from '../../lib/wiring/openapi.ts';
import { docsRoute } from '../../schemas/openapi/routes.ts';

export const handler = http(docsRoute, openapiPorts, readDocs);
