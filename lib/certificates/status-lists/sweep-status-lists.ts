import { Failure } from '../../kernel/failure.ts';
import { makeStatusList } from './make-status-list.ts';
import type { MakeStatusListPorts } from './ports.ts';

/** A list of a million certificates takes a few seconds. */
const reservedMs = 15_000;

/** Makes the lists that are due, until 15 s before the end. Throws `status-list-sweep-incomplete` after trying all. */
export async function sweepStatusLists(ports: MakeStatusListPorts, remainingMs: () => number): Promise<void> {
  const failures: unknown[] = [];
  for (const { type, year } of await ports.lists.due(ports.now())) {
    if (remainingMs() < reservedMs) break;
    try {
      await makeStatusList(type, year, ports);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('status-list-sweep-incomplete', { lists: failures.length }, { cause: failures[0] });
}
