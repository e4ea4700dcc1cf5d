import { sealAuditLog } from '../../lib/sharing/seals/seal-audit-log.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { sealAuditLogPorts } from '../../lib/wiring/sharing/seals.ts';

export const handler = scheduled(sealAuditLogPorts, sealAuditLog);
