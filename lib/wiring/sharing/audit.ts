import type { RecordBulkUse, RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { randomBelow } from '../../adapters/random-below.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { auditLog } from '../../adapters/sharing/audit-log.ts';
import { canonicalSubject } from '../../kernel/formats/identity/canonical-subject.ts';
import { subjectHashText } from '../../kernel/hashing/hash-texts.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { auditRecorder, bulkUseRecorder } from '../../sharing/audit/audit-recorder.ts';
import { auditShards } from '../../sharing/audit/chain-name.ts';
import type { FindAuditEntriesPorts, ListAuditEntriesPorts } from '../../sharing/audit/list-audit-entries.ts';
import { actorPorts } from '../actors.ts';
import { newId, now } from '../clock.ts';
import { memoize } from '../memoize.ts';
import { setting } from '../setting.ts';
import { subjectHash } from '../subject-hash.ts';

const openAuditLog = () => auditLog(documentClient(), setting('AUDIT_LOG_TABLE'));

const recorderPorts = () => ({
  auditLog: openAuditLog(),
  hash: sha256OfText,
  now,
  newId,
  firstShard: randomBelow(auditShards),
});

/** Writes to AUDIT_LOG_TABLE. One for the process, so that uses take turns; its chains begin at a shard by chance. */
export const recordDataUse: () => RecordDataUse = memoize(() => auditRecorder(recorderPorts()));

/** As `recordDataUse`, with mentions of very many subjects. */
export const recordBulkUse: () => RecordBulkUse = memoize(() => bulkUseRecorder(recorderPorts()));

/** Opens AUDIT_LOG_TABLE for reading, with the names of accounts and departments. */
export function listAuditEntriesPorts(): ListAuditEntriesPorts {
  return { ...actorPorts(), auditLog: openAuditLog() };
}

/** Opens what lists need; reads the subject key. */
export async function findAuditEntriesPorts(): Promise<FindAuditEntriesPorts> {
  return { ...listAuditEntriesPorts(), recordUse: recordDataUse(), subjectHash: await subjectHasher() };
}

/** Reads the subject key. What it returns hashes a citizen's or an organization's number; `null` for other text. */
export async function subjectHasher(): Promise<(text: string) => string | null> {
  const hash = await subjectHash();
  return (text) => {
    const subject = canonicalSubject(text, dayInShanghai(now()));
    return subject === null ? null : hash.text(subjectHashText(subject.kind, subject.value));
  };
}
