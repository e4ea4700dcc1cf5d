import type { SourceDeclaration, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { Failure } from '../../../kernel/failure.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock } from '../../ports.ts';
import type { SourceRepository, SourceChanges, SourceCondition, SourceKey, SourceSettings } from '../ports.ts';

export type SourceLeasePorts = Clock & {
  readonly sources: SourceRepository;
  readonly sourceSettings: Pick<SourceSettings, 'leaseSeconds'>;
};

/** Writes are fenced: they fail once another worker has the lease. */
export type SourceLease = {
  readonly key: SourceKey;
  readonly fencingToken: number;
  /** Throws `source-lease-lost`. */
  readonly change: (changes: SourceChanges) => Promise<SourceRecord>;
  /** Changes nothing when a person changed the source since `seen`; answers the current one. */
  readonly changeIfUnchanged: (seen: SourceRecord, changes: SourceChanges) => Promise<SourceRecord>;
  /** Keeps the lease and answers the source when a person changed it meanwhile. */
  readonly release: (dueAt: Instant | null) => Promise<SourceRecord | null>;
};

/** Seconds, but for `maxTries`; `storeSeconds` is the time to store one page. */
const [maxTries, maxPauseSeconds, storeSeconds] = [3, 60, 5];
const acquireAttempts = 5;

/** Outlasts the slowest page that the declaration allows. */
export function leaseSecondsFor(declaration: SourceDeclaration, minSeconds: number): number {
  return Math.max(minSeconds, slowestPageSeconds(declaration) + storeSeconds);
}

function slowestPageSeconds(declaration: SourceDeclaration): number {
  if (declaration.channel === 'database') return declaration.statementSeconds;
  const { timeoutSeconds, requestsPerMinute, concurrency } = declaration.limits;
  // Concurrent calls share one rate limit and wait for each other.
  return Math.ceil(maxTries * (timeoutSeconds + (60 / requestsPerMinute) * concurrency)) + maxPauseSeconds;
}

/**
 * Answers `null` when there is no such source or another worker holds the lease.
 * The holder then looks again before it releases: it may have just missed what this worker was started for.
 */
export async function acquireSourceLease(
  key: SourceKey,
  ports: SourceLeasePorts,
): Promise<{ readonly source: SourceRecord; readonly lease: SourceLease } | null> {
  for (let attempt = 0; attempt < acquireAttempts; attempt += 1) {
    const known = await ports.sources.read(key);
    if (known === null) return null;
    const now = ports.now();
    const until = secondsAfter(now, leaseSecondsFor(known.declaration, ports.sourceSettings.leaseSeconds));
    const source = await ports.sources.acquireLease(key, now, until);
    if (source !== null) return { source, lease: heldLease(key, source, ports) };
    const { lockVersion } = known;
    const changed = await ports.sources.change(key, { lockVersion: lockVersion + 1 }, { lockVersion });
    if (changed?.leaseUntil !== undefined) return null;
  }
  return null;
}

function heldLease(key: SourceKey, leased: SourceRecord, ports: SourceLeasePorts): SourceLease {
  const leaseSeconds = leaseSecondsFor(leased.declaration, ports.sourceSettings.leaseSeconds);
  const { fencingToken } = leased;
  let { lockVersion } = leased;
  const lost = () => new Failure('source-lease-lost', { dataset: key.dataset, channel: key.channel });
  const readCurrent = async (): Promise<SourceRecord> => {
    const current = await ports.sources.read(key);
    if (current?.fencingToken !== fencingToken) throw lost();
    ({ lockVersion } = current);
    return current;
  };
  const changeAndRenew = async (changes: SourceChanges, when: SourceCondition) => {
    const until = secondsAfter(ports.now(), leaseSeconds);
    const changed = await ports.sources.change(key, { leaseUntil: until, dueAt: until, ...changes }, when);
    if (changed !== null) ({ lockVersion } = changed);
    return changed;
  };
  return {
    key,
    fencingToken,
    change: async (changes) => {
      const changed = await changeAndRenew(changes, { fencingToken });
      if (changed === null) throw lost();
      return changed;
    },
    changeIfUnchanged: async (seen, changes) =>
      (await changeAndRenew(changes, { fencingToken, lockVersion: seen.lockVersion })) ?? (await readCurrent()),
    release: async (dueAt) => {
      const released = await ports.sources.change(key, { leaseUntil: null, dueAt }, { fencingToken, lockVersion });
      return released === null ? await readCurrent() : null;
    },
  };
}
