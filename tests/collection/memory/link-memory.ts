import type { LinkRepository } from '../../../lib/collection/ports.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import { NewEvent } from '../../../schemas/kernel/event-record.ts';

/** Links in memory. */
export function linkMemory(): LinkRepository & { readonly events: readonly NewEvent[] } {
  const links = new Map<string, LinkState>();
  const events: NewEvent[] = [];
  return {
    events,
    read: async (dataset) => structuredClone([...links.values()].filter((link) => link.dataset === dataset)),
    beginTrial: async (link, event) => {
      const key = `${link.dataset}/${link.channel}`;
      if (links.has(key)) return;
      links.set(key, structuredClone(link));
      events.push(NewEvent.parse(event));
    },
    confirm: async ({ dataset, channel }, receipt, event) => {
      const link = links.get(`${dataset}/${channel}`);
      if (link?.state !== 'on-trial') return null;
      const linked: LinkState = { ...link, state: 'linked', receipt };
      links.set(`${dataset}/${channel}`, linked);
      events.push(NewEvent.parse(event));
      return structuredClone(linked);
    },
  };
}
