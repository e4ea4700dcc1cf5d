import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { auditLog } from '../../adapters/sharing/audit-log.ts';
import { sealFolderReader } from '../../adapters/sharing/seal-folder.ts';
import type { RestoreSealedEntriesPorts } from '../../sharing/seals/restore-sealed-entries.ts';
import type { SealAuditLogPorts } from '../../sharing/seals/seal-audit-log.ts';
import type { VerifySealsPorts } from '../../sharing/seals/verify-seals.ts';
import { now } from '../clock.ts';
import { log } from '../log.ts';
import { setting } from '../setting.ts';
import { auditSeals, readAuditDepartments, verifyAuditLogPorts } from './verify-audit-log.ts';

/** Opens AUDIT_LOG_TABLE and DEPARTMENTS_TABLE for reading; writes to AUDIT_BUCKET. */
export function sealAuditLogPorts(): SealAuditLogPorts {
  return {
    ...verifyAuditLogPorts(),
    departments: readAuditDepartments,
    seals: auditSeals(),
    now,
    noteFault: (chain, { kind, number }) => log('error', 'audit-chain-broken', { chain, kind, number: `${number}` }),
  };
}

/** Opens AUDIT_LOG_TABLE for writing, and AUDIT_BUCKET, for an administrator after a restore. */
export function restoreSealedEntriesPorts(): RestoreSealedEntriesPorts {
  return { auditLog: auditLog(documentClient(), setting('AUDIT_LOG_TABLE')), seals: auditSeals() };
}

/** Opens a folder that was copied from the audit bucket; needs no system. */
export const verifySealsPorts = (folder: string): VerifySealsPorts => ({
  seals: sealFolderReader(folder),
  hash: sha256OfText,
});
