import { fileRoutes } from './file-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { lookupRoutes } from './lookup-routes.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { certificateTypeRoutes } from './type-routes.ts';
import { useRoutes } from './use-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

export const certificateRoutes = [
  ...certificateTypeRoutes,
  ...grantRoutes,
  ...quarantineRoutes,
  ...lookupRoutes,
  ...fileRoutes,
  ...useRoutes,
  ...statusRoutes,
  ...keyRoutes,
  ...verifyRoutes,
] as const;
