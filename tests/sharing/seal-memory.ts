import type { StoredAuditEntry } from '../../lib/sharing/ports.ts';
import type { SealStore, StoredSeal } from '../../lib/sharing/seals/ports.ts';

/** Seals and parts in memory. `step` is called before each command, and may throw as a killed worker does. */
export function sealMemory(step: () => void = () => undefined) {
  const seals = new Map<number, string>();
  const parts = new Map<string, string>();
  const stored = (): StoredSeal[] =>
    [...seals].map(([number, text]) => ({ number, text })).toSorted((one, other) => one.number - other.number);
  const store: SealStore = {
    seals: async function* (first = 1) {
      step();
      yield* stored().filter(({ number }) => number >= first);
    },
    last: async () => {
      step();
      return stored().at(-1) ?? null;
    },
    part: async (key) => {
      step();
      return parts.get(key) ?? null;
    },
    addPart: async (key, text) => {
      step();
      if ((parts.get(key) ?? text) !== text) throw new Error('the part differs');
      parts.set(key, text);
      step();
    },
    addSeal: async ({ number, text }) => {
      step();
      if (seals.has(number)) return false;
      seals.set(number, text);
      step();
      return true;
    },
  };
  return { store, seals, parts };
}

/** Reads chains as the table does: by their items' numbers. */
export const chainReader = (chains: ReadonlyMap<string, readonly StoredAuditEntry[]>, step = () => undefined) => ({
  entries: async function* (chain: string, from = 1) {
    step();
    yield* (chains.get(chain) ?? []).slice(from - 1);
  },
});
