import type { LinkRepository } from '../../../lib/collection/ports.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';

/** Links in memory. */
export function linkMemory(): LinkRepository {
  const links = new Map<string, LinkState>();
  return {
    read: async (dataset) => structuredClone([...links.values()].filter((link) => link.dataset === dataset)),
    beginTrial: async (link) => {
      const key = `${link.dataset}/${link.channel}`;
      if (!links.has(key)) links.set(key, structuredClone(link));
    },
    confirm: async (dataset, channel, receipt) => {
      const link = links.get(`${dataset}/${channel}`);
      if (link?.state !== 'on-trial') return null;
      const linked: LinkState = { ...link, state: 'linked', receipt };
      links.set(`${dataset}/${channel}`, linked);
      return structuredClone(linked);
    },
  };
}
