import { http } from '../../lib/wiring/http.ts';
import { openapiPorts, readOpenapi } from '../../lib/wiring/openapi.ts';
import { openapiRoute } from '../../schemas/openapi/routes.ts';

export const handler = http(openapiRoute, openapiPorts, readOpenapi);
