import { publishDataset } from '../../lib/catalogue/publish-dataset.ts';
import { http } from '../../lib/wiring/http.ts';
import { publishingPorts } from '../../lib/wiring/publishing.ts';
import { publishDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(publishDatasetRoute, publishingPorts, publishDataset);
