import { searchDatasets } from '../../lib/catalogue/search/search-datasets.ts';
import { searchPorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { searchDatasetsRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(searchDatasetsRoute, searchPorts, searchDatasets);
