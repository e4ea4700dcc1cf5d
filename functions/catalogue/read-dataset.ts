import { readDataset } from '../../lib/catalogue/reading/read-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(readDatasetRoute, cataloguePorts, readDataset);
