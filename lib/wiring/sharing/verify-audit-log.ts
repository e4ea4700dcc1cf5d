import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { auditLog } from '../../adapters/sharing/audit-log.ts';
import type { VerifyAuditLogPorts } from '../../sharing/audit/verify-audit-log.ts';
import { setting } from '../setting.ts';

/** Opens AUDIT_LOG_TABLE for reading. */
export function verifyAuditLogPorts(): VerifyAuditLogPorts {
  return {
    auditLog: auditLog(documentClient(), setting('AUDIT_LOG_TABLE')),
    hash: sha256OfText,
  };
}

/** Reads the ids of all departments, which name their chains, from DEPARTMENTS_TABLE. */
export async function readAuditDepartments(): Promise<readonly string[]> {
  const { departments } = departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
  return (await departments()).map(({ id }) => id).toSorted();
}
