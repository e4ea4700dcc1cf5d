import { auditLog } from '../../../../lib/adapters/sharing/audit-log.ts';
import { auditOrder } from '../../../../lib/kernel/audit-order.ts';
import type { AuditQuery } from '../../../../lib/sharing/ports.ts';
import type { AuditEntry } from '../../../../schemas/sharing/audit-entry.ts';
import type { Tables } from '../open-tables.ts';
import { each, ids, type Kind, lastLetter, now } from './kind.ts';

const entryOf = (one: 'a' | 'b' | 'c'): AuditEntry => ({
  chain: `department-${one}#00`,
  number: 1,
  previous: '',
  id: ids[one],
  at: now,
  by: 'officer-1',
  department: `department-${one}`,
  operation: 'query-records',
  dataset: 'vehicles',
  provider: 'public-security',
  subjects: ['hash-of-a-person'],
  results: 1,
  requestId: `request-${one}`,
});

export function auditKinds({ client, name }: Tables): Kind[] {
  const log = auditLog(client, name('audit-log'));
  const write = () =>
    each(async (one) => {
      const entry = entryOf(one);
      await log.add(entry, { text: JSON.stringify(entry), hash: 'ff' });
    });
  const listBy = (query: AuditQuery) => async () => {
    const found: string[] = [];
    for await (const { requestId } of log.search(query)) found.push(lastLetter(requestId));
    return found;
  };
  const { chain } = entryOf('b');
  const ofProvider = listBy({ by: 'provider', value: 'public-security' });
  return [
    {
      item: 'audit-entry',
      table: 'audit-log',
      write,
      key: { chain, item: '000000000001' },
      damage: { text: 1 },
      list: ofProvider,
      read: () => log.last(chain),
      change: null,
    },
    {
      item: 'audit-entry',
      table: 'audit-log',
      write,
      key: { chain, item: '000000000001' },
      body: 'text',
      damage: { text: '{}' },
      list: ofProvider,
      read: null,
      change: null,
    },
    {
      item: 'audit-mention',
      table: 'audit-log',
      write,
      key: { chain: 'subject#hash-of-a-person', item: auditOrder(entryOf('b')) },
      damage: { entry: 'none' },
      list: listBy({ by: 'subject', value: 'hash-of-a-person' }),
      read: null,
      change: null,
    },
  ];
}
