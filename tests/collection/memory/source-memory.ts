import type { SourceBook, SourceKey } from '../../../lib/collection/sources/ports.ts';
import { KeptSource } from '../../../schemas/collection/sources/source.ts';

/** Sources in memory: each change is one step that nothing comes between. */
export function sourceMemory(): SourceBook & { readonly all: () => KeptSource[] } {
  const sources = new Map<string, KeptSource>();
  const nameOf = ({ dataset, channel }: SourceKey) => `${dataset}#${channel}`;
  const keep = (source: KeptSource): KeptSource => {
    sources.set(nameOf(source), structuredClone(source));
    return structuredClone(source);
  };

  return {
    all: () => structuredClone([...sources.values()]),
    read: async (key) => structuredClone(sources.get(nameOf(key)) ?? null),
    list: async ({ after = '', limit, department }) =>
      structuredClone(
        [...sources.values()]
          .filter((source) => source.dataset > after && (department === undefined || source.department === department))
          .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
          .slice(0, limit + 1),
      ),
    create: async (source) => {
      if (sources.has(nameOf(source))) return false;
      keep(source);
      return true;
    },
    change: async (key, changes, { fencingToken, version }) => {
      const source = sources.get(nameOf(key));
      if (
        source === undefined ||
        (fencingToken !== undefined && source.fencingToken !== fencingToken) ||
        (version !== undefined && source.version !== version)
      )
        return null;
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      return keep(
        KeptSource.parse(
          Object.fromEntries(
            Object.entries({ ...source, ...Object.fromEntries(set) }).filter(([, value]) => value !== null),
          ),
        ),
      );
    },
    acquireLease: async (key, now, until) => {
      const source = sources.get(nameOf(key));
      if (source === undefined || (source.leaseUntil !== undefined && source.leaseUntil > now)) return null;
      return keep({ ...source, leaseUntil: until, wakeAt: until, fencingToken: source.fencingToken + 1 });
    },
    due: async (now) =>
      structuredClone(
        [...sources.values()]
          .filter(({ wakeAt }) => wakeAt !== undefined && wakeAt <= now)
          .sort((a, b) => ((a.wakeAt ?? '') < (b.wakeAt ?? '') ? -1 : 1))
          .slice(0, 100),
      ),
  };
}
