import { downloadFrontEndTable } from '../../lib/collection/front-end/download-front-end-table.ts';
import { publishedCatalogue } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { downloadFrontEndTableRoute } from '../../schemas/collection/routes.ts';

export const handler = http(downloadFrontEndTableRoute, publishedCatalogue, downloadFrontEndTable);
