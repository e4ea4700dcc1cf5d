import { returnDataset } from '../../lib/catalogue/life-cycle/return-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { returnDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(returnDatasetRoute, cataloguePorts, returnDataset);
