import { openapiDocument } from '../../../schemas/openapi/openapi-document.ts';
import { routes } from '../../../schemas/routes.ts';
import { writeOrCheck } from './write-or-check.ts';

writeOrCheck('docs/openapi.json', `${JSON.stringify(openapiDocument(routes), null, 2)}\n`, 'the routes in schemas/');
