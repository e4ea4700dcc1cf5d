import { approveDataset } from '../../lib/catalogue/life-cycle/approve-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { approveDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(approveDatasetRoute, cataloguePorts, approveDataset);
