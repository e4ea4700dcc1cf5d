import type { DeadLetterBook, SourceKey } from '../../../lib/collection/sources/ports.ts';
import type { KeptDeadLetter } from '../../../schemas/collection/sources/rejected-row.ts';

/** Dead letters in memory. */
export function deadLetterMemory(): DeadLetterBook {
  const letters = new Map<string, KeptDeadLetter>();
  const nameOf = ({ dataset, channel }: SourceKey, id: string) => `${dataset}#${channel}#${id}`;
  const openOf = ({ dataset, channel }: SourceKey) =>
    [...letters.values()]
      .filter((letter) => letter.dataset === dataset && letter.channel === channel && letter.state !== 'overcome')
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const waiting = ({ replay: _replay, ...letter }: KeptDeadLetter): KeptDeadLetter => ({ ...letter, state: 'waiting' });

  return {
    read: async (key, id) => structuredClone(letters.get(nameOf(key, id)) ?? null),
    open: async (key, { after = '', limit }) =>
      structuredClone(
        openOf(key)
          .filter(({ id }) => id > after)
          .slice(0, limit),
      ),
    countOpen: async (key) => openOf(key).length,
    openIds: async (key) => new Set(openOf(key).map(({ id }) => id)),
    came: async (given) => {
      for (const letter of given) {
        const before = letters.get(nameOf(letter, letter.id));
        if (before !== undefined && before.delivery >= letter.delivery) continue;
        letters.set(
          nameOf(letter, letter.id),
          waiting({
            ...before,
            ...structuredClone(letter),
            state: 'waiting',
            firstAt: before?.firstAt ?? letter.at,
            attempts: (before?.attempts ?? 0) + 1,
          }),
        );
      }
    },
    overcome: async (key, ids, by) => {
      for (const id of ids) {
        const letter = letters.get(nameOf(key, id));
        if (letter !== undefined && letter.delivery <= by)
          letters.set(nameOf(key, id), { ...letter, state: 'overcome' });
      }
    },
    waitAgain: async (key, ids) => {
      for (const id of ids) {
        const letter = letters.get(nameOf(key, id));
        if (letter?.state === 'replaying') letters.set(nameOf(key, id), waiting(letter));
      }
    },
    takeUp: async (key, id, replay) => {
      const letter = letters.get(nameOf(key, id));
      if (letter?.state !== 'waiting') return null;
      const taken: KeptDeadLetter = { ...letter, state: 'replaying', replay };
      letters.set(nameOf(key, id), taken);
      return structuredClone(taken);
    },
  };
}
