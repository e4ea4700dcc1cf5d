import { listDatasets } from '../../lib/catalogue/reading/list-datasets.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { listDatasetsRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(listDatasetsRoute, cataloguePorts, listDatasets);
