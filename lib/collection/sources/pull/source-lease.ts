import type { KeptSource, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { Failure } from '../../../kernel/failure.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock } from '../../ports.ts';
import type { SourceBook, SourceChanges, SourceCondition, SourceKey, SourceSettings } from '../ports.ts';
import { leaseOf } from './lease-seconds.ts';

export type SourceTurnPorts = Clock & { readonly sources: SourceBook; readonly sourceSettings: SourceSettings };

/** A worker's turn at a source: nobody else pulls from it while it lasts, and what it says after losing it is not heard. */
export type SourceTurn = {
  readonly key: SourceKey;
  readonly fence: number;
  /** Changes the source and renews the lease; throws when the turn was lost. */
  readonly change: (changes: SourceChanges) => Promise<KeptSource>;
  /** The same, as decided on `seen`: when a person has changed the source since, nothing is changed, and the turn goes on with what it is now. */
  readonly decide: (seen: KeptSource, changes: SourceChanges) => Promise<KeptSource>;
  /** Gives the turn back; the timetable looks at the source again then. When a person has changed the source meanwhile, the turn goes on with what it is now. */
  readonly rest: (wakeAt: Instant | null) => Promise<KeptSource | null>;
};

/** Begins a turn, or `null` when another worker has it. */
export async function beginSourceTurn(
  key: SourceKey,
  ports: SourceTurnPorts,
): Promise<{ readonly source: KeptSource; readonly turn: SourceTurn } | null> {
  const known = await ports.sources.read(key);
  if (known === null) return null;
  const now = ports.now();
  const source = await ports.sources.beginTurn(
    key,
    now,
    secondsAfter(now, leaseOf(known.declaration, ports.sourceSettings.leaseSeconds)),
  );
  if (source === null) return null;
  const lease = leaseOf(source.declaration, ports.sourceSettings.leaseSeconds);
  const { fence } = source;
  let { version } = source;
  const lost = () => new Failure('source-turn-lost', { dataset: key.dataset, channel: key.channel });
  const asItIs = async (): Promise<KeptSource> => {
    const now = await ports.sources.read(key);
    if (now?.fence !== fence) throw lost();
    ({ version } = now);
    return now;
  };
  const change = async (changes: SourceChanges, when: SourceCondition) => {
    const until = secondsAfter(ports.now(), lease);
    const changed = await ports.sources.change(key, { lease: until, wakeAt: until, ...changes }, when);
    if (changed !== null) ({ version } = changed);
    return changed;
  };
  return {
    source,
    turn: {
      key,
      fence,
      change: async (changes) => {
        const changed = await change(changes, { fence });
        if (changed === null) throw lost();
        return changed;
      },
      decide: async (seen, changes) => (await change(changes, { fence, version: seen.version })) ?? (await asItIs()),
      rest: async (wakeAt) =>
        (await ports.sources.change(key, { lease: null, wakeAt }, { fence, version })) === null ? await asItIs() : null,
    },
  };
}

/** The run with something changed, as the source keeps it. */
export function runWith(run: Run, changes: Partial<Run>): { readonly run: Run } {
  return { run: { ...run, ...changes } };
}
