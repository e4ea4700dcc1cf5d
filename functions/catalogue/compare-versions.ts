import { compareDataset } from '../../lib/catalogue/compare/compare-dataset.ts';
import { cataloguePorts } from '../../lib/wiring/catalogue.ts';
import { http } from '../../lib/wiring/http.ts';
import { compareVersionsRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(compareVersionsRoute, cataloguePorts, compareDataset);
