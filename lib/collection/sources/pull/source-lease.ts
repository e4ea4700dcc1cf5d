import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { Failure } from '../../../kernel/failure.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock } from '../../ports.ts';
import type { SourceRepository, SourceChanges, SourceCondition, SourceKey, SourceSettings } from '../ports.ts';
import { leaseSecondsFor } from './lease-seconds.ts';

export type SourceLeasePorts = Clock & { readonly sources: SourceRepository; readonly sourceSettings: SourceSettings };

/** A worker's turn at a source: nobody else pulls from it while it lasts, and what it says after losing it is not heard. */
export type SourceLease = {
  readonly key: SourceKey;
  readonly fencingToken: number;
  /** Changes the source and renews the lease; throws when the turn was lost. */
  readonly change: (changes: SourceChanges) => Promise<SourceRecord>;
  /** The same, as decided on `seen`: when a person has changed the source since, nothing is changed, and the turn goes on with what it is now. */
  readonly changeIfUnchanged: (seen: SourceRecord, changes: SourceChanges) => Promise<SourceRecord>;
  /** Gives the turn back; the timetable looks at the source again then. When a person has changed the source meanwhile, the turn goes on with what it is now. */
  readonly sleepUntil: (dueAt: Instant | null) => Promise<SourceRecord | null>;
};

/** Begins a turn, or `null` when another worker has it. */
export async function acquireSourceLease(
  key: SourceKey,
  ports: SourceLeasePorts,
): Promise<{ readonly source: SourceRecord; readonly lease: SourceLease } | null> {
  const known = await ports.sources.read(key);
  if (known === null) return null;
  const now = ports.now();
  const source = await ports.sources.acquireLease(
    key,
    now,
    secondsAfter(now, leaseSecondsFor(known.declaration, ports.sourceSettings.leaseSeconds)),
  );
  if (source === null) return null;
  const leaseUntil = leaseSecondsFor(source.declaration, ports.sourceSettings.leaseSeconds);
  const { fencingToken } = source;
  let { lockVersion } = source;
  const lost = () => new Failure('source-lease-lost', { dataset: key.dataset, channel: key.channel });
  const readCurrent = async (): Promise<SourceRecord> => {
    const now = await ports.sources.read(key);
    if (now?.fencingToken !== fencingToken) throw lost();
    ({ lockVersion } = now);
    return now;
  };
  const change = async (changes: SourceChanges, when: SourceCondition) => {
    const until = secondsAfter(ports.now(), leaseUntil);
    const changed = await ports.sources.change(key, { leaseUntil: until, dueAt: until, ...changes }, when);
    if (changed !== null) ({ lockVersion } = changed);
    return changed;
  };
  return {
    source,
    lease: {
      key,
      fencingToken,
      change: async (changes) => {
        const changed = await change(changes, { fencingToken });
        if (changed === null) throw lost();
        return changed;
      },
      changeIfUnchanged: async (seen, changes) =>
        (await change(changes, { fencingToken, lockVersion: seen.lockVersion })) ?? (await readCurrent()),
      sleepUntil: async (dueAt) =>
        (await ports.sources.change(key, { leaseUntil: null, dueAt }, { fencingToken, lockVersion })) === null
          ? await readCurrent()
          : null,
    },
  };
}

/** The run with something changed, as the source keeps it. */
export function runWith(run: Run, changes: Partial<Run>): { readonly run: Run } {
  return { run: { ...run, ...changes } };
}
