import { exportDataset } from '../../lib/catalogue/export/export-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { exportDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(exportDatasetRoute, cataloguePorts, exportDataset);
