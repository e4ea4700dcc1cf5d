import type { SourceRepository, SourceKey } from '../../../lib/collection/sources/ports.ts';
import { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { NewEvent } from '../../../schemas/kernel/event-record.ts';

/** Sources in memory: each change is atomic. */
export function sourceMemory(): SourceRepository & {
  readonly all: () => SourceRecord[];
  readonly put: (source: SourceRecord) => void;
  /** Of all sources, the oldest first. */
  readonly events: readonly NewEvent[];
} {
  const sources = new Map<string, SourceRecord>();
  const nameOf = ({ dataset, channel }: SourceKey) => `${dataset}#${channel}`;
  const keep = (source: SourceRecord): SourceRecord => {
    sources.set(nameOf(source), structuredClone(source));
    return structuredClone(source);
  };

  const events: NewEvent[] = [];
  const keepEvent = (event: NewEvent) => void events.push(NewEvent.parse(event));

  return {
    events,
    all: () => structuredClone([...sources.values()]),
    put: (source) => void keep(source),
    read: async (key) => structuredClone(sources.get(nameOf(key)) ?? null),
    list: async ({ after = '', limit, department }) =>
      structuredClone(
        [...sources.values()]
          .filter((source) => source.dataset > after && (department === undefined || source.department === department))
          .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
          .slice(0, limit + 1),
      ),
    create: async (source, event) => {
      if (sources.has(nameOf(source))) return false;
      keepEvent(event);
      keep(source);
      return true;
    },
    change: async (key, { event, ...changes }, { fencingToken, lockVersion }) => {
      const source = sources.get(nameOf(key));
      if (
        source === undefined ||
        (fencingToken !== undefined && source.fencingToken !== fencingToken) ||
        (lockVersion !== undefined && source.lockVersion !== lockVersion)
      )
        return null;
      if (event !== undefined) keepEvent(event);
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      return keep(
        SourceRecord.parse(
          Object.fromEntries(
            Object.entries({ ...source, ...Object.fromEntries(set) }).filter(([, value]) => value !== null),
          ),
        ),
      );
    },
    acquireLease: async (key, now, until) => {
      const source = sources.get(nameOf(key));
      if (source === undefined || (source.leaseUntil !== undefined && source.leaseUntil > now)) return null;
      return keep({ ...source, leaseUntil: until, dueAt: until, fencingToken: source.fencingToken + 1 });
    },
    due: async (now) =>
      structuredClone(
        [...sources.values()]
          .filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
          .sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))
          .slice(0, 100),
      ),
  };
}
