import type { Route } from '../kernel/route.ts';
import { applicationRoutes } from './application-routes.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { dispatchRoutes } from './dispatch-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { limitRoutes } from './limit-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { objectionRoutes } from './objection-routes.ts';
import { proofRoutes } from './proof-routes.ts';
import { sandboxRoutes } from './sandbox-routes.ts';
import { grantRoutes } from './use-routes.ts';

export const sharingRoutes: readonly Route[] = [
  ...applicationRoutes,
  ...attachmentRoutes,
  ...auditRoutes,
  ...limitRoutes,
  ...noticeRoutes,
  ...dispatchRoutes,
  ...grantRoutes,
  ...objectionRoutes,
  ...fileRoutes,
  ...documentRoutes,
  ...proofRoutes,
  ...sandboxRoutes,
];
