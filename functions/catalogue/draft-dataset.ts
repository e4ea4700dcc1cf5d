import { draftDataset } from '../../lib/catalogue/life-cycle/draft-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { draftDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(draftDatasetRoute, cataloguePorts, draftDataset);
