import { publishDataset } from '../../lib/catalogue/life-cycle/publish-dataset.ts';
import { cataloguePublishingPorts } from '../../lib/wiring/catalogue-publishing.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { publishDatasetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = router(http(publishDatasetRoute, cataloguePublishingPorts, publishDataset));
