import { findAuditEntries, listAuditEntries } from '../../lib/sharing/audit/list-audit-entries.ts';
import { keepLimits, readLimits } from '../../lib/sharing/limits/keep-limits.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { findAuditEntriesPorts, listAuditEntriesPorts } from '../../lib/wiring/sharing/audit.ts';
import { limitsPorts } from '../../lib/wiring/sharing/limits.ts';
import { findAuditEntriesRoute, listAuditEntriesRoute } from '../../schemas/sharing/audit-routes.ts';
import { keepSharingLimitsRoute, readSharingLimitsRoute } from '../../schemas/sharing/limit-routes.ts';

export const handler = router(
  http(listAuditEntriesRoute, listAuditEntriesPorts, listAuditEntries),
  http(findAuditEntriesRoute, findAuditEntriesPorts, findAuditEntries),
  http(readSharingLimitsRoute, limitsPorts, readLimits),
  http(keepSharingLimitsRoute, limitsPorts, keepLimits),
);
