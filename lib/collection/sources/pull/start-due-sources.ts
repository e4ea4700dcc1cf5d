import { Failure } from '../../../kernel/failure.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock } from '../../ports.ts';
import type { SourceRepository, SourceMessages, SourceSettings } from '../ports.ts';

export type StartDuePorts = Clock & {
  readonly sources: Pick<SourceRepository, 'due' | 'change'>;
  readonly messages: Pick<SourceMessages, 'pull'>;
  readonly sourceSettings: SourceSettings;
};

/** Queues all due sources. Throws `sources-not-started` after trying all of them. */
export async function startDueSources(ports: StartDuePorts): Promise<void> {
  const failures: unknown[] = [];
  for (const source of await ports.sources.due(ports.now())) {
    try {
      await ports.messages.pull({ dataset: source.dataset, channel: source.channel });
      // Keeps the queue from being filled again each minute.
      await ports.sources.change(
        source,
        { dueAt: secondsAfter(ports.now(), 2 * ports.sourceSettings.leaseSeconds) },
        { fencingToken: source.fencingToken, lockVersion: source.lockVersion },
      );
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('sources-not-started', { sources: failures.length }, { cause: failures[0] });
}
