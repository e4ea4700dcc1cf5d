import { catalogueRoutes } from './catalogue/routes.ts';
import { certificateRoutes } from './certificates/routes.ts';
import { collectionRoutes } from './collection/routes.ts';
import { sourceRoutes } from './collection/sources/routes.ts';
import { departmentRoutes } from './departments/routes.ts';
import type { Route } from './kernel/route.ts';
import { openapiRoutes } from './openapi/routes.ts';
import { recordRoutes } from './records/routes.ts';
import { sharingRoutes } from './sharing/audit-routes.ts';
import { grantRoutes } from './sharing/use-routes.ts';

/** Rooms are in the order that data travels. Only these endpoints are deployed: a test compares. */
export const routes: readonly Route[] = [
  ...departmentRoutes,
  ...catalogueRoutes,
  ...collectionRoutes,
  ...sourceRoutes,
  ...recordRoutes,
  ...sharingRoutes,
  ...grantRoutes,
  ...certificateRoutes,
  ...openapiRoutes,
];
