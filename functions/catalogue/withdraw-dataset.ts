import { withdrawDataset } from '../../lib/catalogue/life-cycle/withdraw-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { withdrawDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(withdrawDatasetRoute, cataloguePorts, withdrawDataset);
