import { afterAll, beforeEach, expect, test } from 'vitest';
import { onUnreadableItem } from '../../../lib/adapters/dynamodb/stored-item.ts';
import type { Failure } from '../../../lib/kernel/failure.ts';
import { storedKinds } from './kinds.ts';
import { openTables, type Tables } from './open-tables.ts';

// Each kind is tested on tables of its own, so that lists hold three items.
const open: Tables[] = [];
const template = await openTables();
open.push(template);
const kinds = storedKinds(template);
const reported: Failure[] = [];

beforeEach(() => {
  reported.length = 0;
  onUnreadableItem((failure) => reported.push(failure));
});
afterAll(async () => {
  for (const { close } of open) await close();
});

async function writtenKind(i: number) {
  const tables = await openTables();
  open.push(tables);
  const kind = storedKinds(tables)[i];
  if (kind === undefined) throw new Error('no such kind');
  await kind.write();
  const damage = async () =>
    await tables.put(kind.table, { ...(await tables.get(kind.table, kind.key)), ...kind.damage });
  return { kind, tables, damage };
}

test('every table holds a kind of item that is tested here', () => {
  expect([...new Set(kinds.map(({ table }) => table))].toSorted()).toEqual(template.endings.toSorted());
});

const listed = kinds.flatMap(({ item, list }, i) => (list === null ? [] : [[item, i] as const]));
test.each(listed)('one unreadable %s (%i) is left out of the list and reported', async (item, i) => {
  const { kind, damage } = await writtenKind(i);
  const list = kind.list ?? (async () => []);
  const before = (await list()).toSorted();
  expect(before).toHaveLength(3);
  await damage();
  expect((await list()).toSorted()).toEqual(kind.listedWithout ?? before.filter((name) => name !== 'b'));
  expect(reported.map(({ code, facts }) => [code, facts['item']])).toEqual([['item-unreadable', item]]);
});

const readAlone = kinds.flatMap(({ item, read }, i) => (read === null ? [] : [[item, i] as const]));
test.each(readAlone)('reading exactly one unreadable %s (%i) is a named failure', async (item, i) => {
  const { kind, damage } = await writtenKind(i);
  await kind.read?.();
  await damage();
  await expect(kind.read?.()).rejects.toMatchObject({ code: 'item-unreadable', facts: { item } });
});

const due = kinds.flatMap(({ item, list }, i) => (/\.due\(/.test(String(list)) ? [[item, i] as const] : []));
test('the sweeps look for what is due', () => {
  expect(due.map(([item]) => item)).toEqual(['delivery', 'source', 'certificate-batch', 'status-list']);
});
test.each(due)('a sweep postpones an unreadable %s (%i): the next one does not find it again', async (_, i) => {
  const { kind, tables, damage } = await writtenKind(i);
  await damage();
  const first = await kind.list?.();
  expect((await kind.list?.())?.toSorted()).toEqual(first?.toSorted());
  expect(reported).toHaveLength(1);
  const { retryAt, dueAt, pending } = await tables.get(kind.table, kind.key);
  expect([retryAt ?? dueAt, pending]).toEqual(['2020-12-01T13:00:00.000Z', expect.any(String)]);
});

test.each(['account', 'certificate-grant', 'use-code', 'certificate-claim'])(
  'the failure of one %s names no key',
  async (item) => {
    const { kind, damage } = await writtenKind(kinds.findIndex((candidate) => candidate.item === item));
    await damage();
    await expect(kind.read?.()).rejects.toMatchObject({ facts: { item, schema: 1 } });
    await expect(kind.read?.()).rejects.not.toMatchObject({ facts: { key: expect.anything() } });
  },
);
