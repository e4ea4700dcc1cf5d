import { putItem } from '../../../../lib/adapters/dynamodb/items.ts';
import { grantFileRepository } from '../../../../lib/adapters/sharing/grant-file-repository.ts';
import { grantRepository } from '../../../../lib/adapters/sharing/grant-repository.ts';
import { usageCounter } from '../../../../lib/adapters/sharing/usage-counter.ts';
import type { GrantFile } from '../../../../schemas/sharing/grant-file.ts';
import { grantOf } from '../../../sharing/use/use-memory.ts';
import type { Tables } from '../open-tables.ts';
import { each, ids, type Kind, lastLetter, nameOfId, now } from './kind.ts';

const days = { a: '2020-12-03', b: '2020-12-02', c: '2020-12-01' } as const;
const dayNames: ReadonlyMap<string, string> = new Map(Object.entries(days).map(([name, day]) => [day, name]));

/** Grants are written with the application that led to them; here as its repository writes them. */
export function grantKinds({ client, name }: Tables): Kind[] {
  const TableName = name('sharing');
  const grants = grantRepository(client, TableName);
  const counter = usageCounter(client, TableName);
  const files = grantFileRepository(client, TableName);
  const preparing = (one: keyof typeof ids): GrantFile => ({
    id: ids[one],
    state: 'preparing',
    format: 'csv',
    caseNumber: 'BJ-2020-1',
    matter: '结婚登记',
    requestedAt: now,
    requestedBy: 'officer',
  });
  const attempt = {
    minute: 1,
    opensMinute: false,
    rows: 1,
    newSubjects: ['hash-of-a'],
    atMost: { calls: 9, rows: 9, subjectBound: 9, minuteCalls: 9 },
  };
  return [
    {
      item: 'grant',
      table: 'sharing',
      write: () =>
        each(async (one) => {
          const grant = grantOf({ id: ids[one] });
          const { consumer, provider } = grant;
          const item = { entity: `application#${ids[one]}`, item: 'current', consumer, provider, grant };
          await putItem({ client, name: TableName }, item);
        }),
      key: { entity: `application#${ids.b}`, item: 'current' },
      damage: { grant: { id: 'none' } },
      list: async () => {
        const found: string[] = [];
        for await (const { id } of grants.findGrants('consumer', grantOf().consumer)) found.push(nameOfId(id));
        return found.toSorted();
      },
      read: () => grants.grant(ids.b),
      change: null,
    },
    {
      item: 'grant-files',
      table: 'sharing',
      write: () => each(async (one) => await files.saveFiles(ids[one], { files: [preparing(one)], lockVersion: 1 })),
      key: { entity: `files#${ids.b}`, item: 'recent' },
      damage: { files: [{ ...preparing('b'), state: 'unheard-of' }] },
      list: null,
      read: () => files.files(ids.b),
      change: () => files.saveFiles(ids.b, { files: [preparing('a'), preparing('b')], lockVersion: 2 }),
    },
    {
      item: 'grant-usage',
      table: 'sharing',
      write: () => each(async (one) => await counter.add('grant-1', days[one], { ...attempt, opensMinute: true })),
      key: { entity: 'usage#grant-1', item: days.b },
      damage: { calls: 'many' },
      list: async () => (await counter.days('grant-1', days.c)).map(({ day }) => dayNames.get(day) ?? lastLetter(day)),
      read: () => counter.read('grant-1', days.b),
      change: () => counter.add('grant-1', days.b, attempt),
    },
  ];
}
