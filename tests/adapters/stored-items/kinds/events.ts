import { eventLog } from '../../../../lib/adapters/events/event-log.ts';
import type { Tables } from '../open-tables.ts';
import { each, ids, type Kind, lastLetter, now } from './kind.ts';

export function eventKinds({ client, name }: Tables): Kind[] {
  const events = eventLog(client, name('events'));
  return [
    {
      item: 'event',
      table: 'events',
      write: () =>
        each((one) =>
          events.append({
            entity: `delivery#${ids[one]}`,
            number: 0,
            kind: 'delivery',
            at: now,
            by: 'officer-1',
            department: 'public-security',
            dataset: `set-${one}`,
            to: 'awaiting-upload',
          }),
        ),
      key: { entity: `delivery#${ids.b}`, number: 0 },
      damage: { kind: 'rumour' },
      list: async () => {
        const found: string[] = [];
        for await (const { dataset } of events.search({ by: 'department', department: 'public-security' }))
          found.push(lastLetter(dataset ?? ''));
        return found;
      },
      read: null,
      change: null,
    },
  ];
}
