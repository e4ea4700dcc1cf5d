import { findAuditEntries, listAuditEntries } from '../../lib/sharing/audit/list-audit-entries.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { findAuditEntriesPorts, listAuditEntriesPorts } from '../../lib/wiring/sharing/audit.ts';
import { findAuditEntriesRoute, listAuditEntriesRoute } from '../../schemas/sharing/audit-routes.ts';

export const handler = router(
  http(listAuditEntriesRoute, listAuditEntriesPorts, listAuditEntries),
  http(findAuditEntriesRoute, findAuditEntriesPorts, findAuditEntries),
);
