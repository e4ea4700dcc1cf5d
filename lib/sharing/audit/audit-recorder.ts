import type { Instant } from '../../../schemas/kernel/day.ts';
import { AuditEntry } from '../../../schemas/sharing/audit-entry.ts';
import type { DataUse, RecordBulkUse, RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import type { AuditLogWriter, AuditMentionWriter, StoredAuditEntry } from '../ports.ts';
import { auditShards, chainName } from './chain-name.ts';

export type AuditRecorderPorts = {
  readonly auditLog: AuditLogWriter;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
  readonly now: () => Instant;
  readonly newId: () => string;
  /** 0 to 15; processes that begin with different shards seldom want the same number. */
  readonly firstShard: number;
};

/** Each failed attempt means that another process has written to the chain. */
const maxAttempts = 20;

type Chain = { readonly name: string; waiting: number; turn: Promise<unknown>; last: Link | undefined };
type Link = { readonly number: number; readonly hash: string };

/**
 * Returns what writes audit entries, each linked to the one before in its chain by that one's hash. An entry is added
 * under the next number if there is none yet: of two writers one reads the chain again. Within a process, uses take
 * turns at a chain, and take the one with the fewest that wait. Throws the Failure `audit-log-busy`.
 */
export function auditRecorder(ports: AuditRecorderPorts): RecordDataUse {
  const append = auditAppender(ports);
  return async (use) => void (await append(use));
}

/**
 * Returns what writes the entry of a use of very many subjects, and then a mention of each. A worker that dies between
 * them has handed out nothing; a repeated use leaves another entry. Throws the Failure `audit-log-busy`.
 */
export function bulkUseRecorder(
  ports: AuditRecorderPorts & { readonly auditLog: AuditLogWriter & AuditMentionWriter },
): RecordBulkUse {
  const append = auditAppender(ports);
  return async (use, subjects) => {
    await ports.auditLog.mention(await append({ ...use, mentions: subjects.size }), subjects);
  };
}

type Appended = DataUse & Pick<AuditEntry, 'mentions'>;

function auditAppender(ports: AuditRecorderPorts): (use: Appended) => Promise<AuditEntry> {
  const departments = new Map<string, readonly Chain[]>();
  return async (use) => {
    const { department } = use.caller;
    const chains = departments.get(department) ?? chainsOf(department, ports.firstShard);
    departments.set(department, chains);
    const chain = chains.reduce((fewest, other) => (other.waiting < fewest.waiting ? other : fewest));
    chain.waiting += 1;
    const turn = chain.turn.then(() => appendEntry(chain, use, ports));
    chain.turn = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      chain.waiting -= 1;
    }
  };
}

function chainsOf(department: string, firstShard: number): readonly [Chain, ...Chain[]] {
  const toChain = (step: number): Chain => ({
    name: chainName(department, (firstShard + step) % auditShards),
    waiting: 0,
    turn: Promise.resolve(),
    last: undefined,
  });
  return [toChain(0), ...Array.from({ length: auditShards - 1 }, (_, index) => toChain(index + 1))];
}

async function appendEntry(chain: Chain, use: Appended, ports: AuditRecorderPorts): Promise<AuditEntry> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const last = chain.last ?? toLink(await ports.auditLog.last(chain.name));
    // Whatever happens while it is added, the chain is read again unless it went well.
    chain.last = undefined;
    const entry = toEntry(chain.name, last, use, ports);
    const text = JSON.stringify(entry);
    const stored = { text, hash: ports.hash(text) };
    if (await ports.auditLog.add(entry, stored)) {
      chain.last = { number: entry.number, hash: stored.hash };
      return entry;
    }
  }
  throw new Failure('audit-log-busy', { chain: chain.name, attempts: maxAttempts });
}

function toLink(stored: StoredAuditEntry | null): Link {
  if (stored === null) return { number: 0, hash: '' };
  return { number: AuditEntry.pick({ number: true }).strip().parse(JSON.parse(stored.text)).number, hash: stored.hash };
}

function toEntry(
  chain: string,
  last: Link,
  { caller, requestId, operation, subjects = [], results, ...more }: Appended,
  { now, newId }: AuditRecorderPorts,
): AuditEntry {
  const { dataset, provider, grant, caseNumber, matter, mentions, refusal } = more;
  return {
    chain,
    number: last.number + 1,
    previous: last.hash,
    id: newId(),
    at: now(),
    by: caller.subject,
    department: caller.department,
    operation,
    subjects: [...new Set(subjects)],
    results,
    requestId,
    ...definedOnly({ dataset, provider, grant, caseNumber, matter, mentions, refusal }),
  };
}
