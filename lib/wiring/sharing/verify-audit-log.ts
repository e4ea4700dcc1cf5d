import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { auditLog } from '../../adapters/sharing/audit-log.ts';
import { sealStore } from '../../adapters/sharing/seal-store.ts';
import type { VerifyAuditLogPorts } from '../../sharing/audit/verify-audit-log.ts';
import type { SealStore } from '../../sharing/seals/ports.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';

/** Opens AUDIT_LOG_TABLE for reading. */
export function verifyAuditLogPorts(): Omit<VerifyAuditLogPorts, 'seals'> {
  return {
    auditLog: auditLog(documentClient(), setting('AUDIT_LOG_TABLE')),
    hash: sha256OfText,
  };
}

/** Opens AUDIT_BUCKET. */
export const auditSeals = (): SealStore => sealStore(objectClient(), setting('AUDIT_BUCKET'));

/** Reads the ids of all departments, which name their chains, from DEPARTMENTS_TABLE. */
export async function readAuditDepartments(): Promise<readonly string[]> {
  const { departments } = departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
  return (await departments()).map(({ id }) => id).toSorted();
}
