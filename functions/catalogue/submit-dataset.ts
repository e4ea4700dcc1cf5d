import { submitDataset } from '../../lib/catalogue/life-cycle/submit-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { submitDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(submitDatasetRoute, cataloguePorts, submitDataset);
