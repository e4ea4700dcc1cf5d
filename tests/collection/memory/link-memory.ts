import type { LinkBook } from '../../../lib/collection/ports.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';

/** Links in memory. */
export function linkMemory(): LinkBook {
  const links = new Map<string, LinkState>();
  return {
    read: async (dataset) => structuredClone([...links.values()].filter((link) => link.dataset === dataset)),
    beginTrial: async (link) => {
      const key = `${link.dataset}/${link.door}`;
      if (!links.has(key)) links.set(key, structuredClone(link));
    },
    confirm: async (dataset, door, receipt) => {
      const link = links.get(`${dataset}/${door}`);
      if (link?.state !== 'on-trial') return null;
      const linked: LinkState = { ...link, state: 'linked', receipt };
      links.set(`${dataset}/${door}`, linked);
      return structuredClone(linked);
    },
  };
}
