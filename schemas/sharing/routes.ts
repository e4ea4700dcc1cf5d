import type { Route } from '../kernel/route.ts';
import { applicationRoutes } from './application-routes.ts';
import { auditRoutes } from './audit-routes.ts';

export const sharingRoutes: readonly Route[] = [...applicationRoutes, ...auditRoutes];
