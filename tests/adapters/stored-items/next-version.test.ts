import { afterAll, beforeEach, expect, test } from 'vitest';
import { schemaNumber } from '../../../lib/adapters/dynamodb/schema-number.ts';
import { onUnreadableItem } from '../../../lib/adapters/dynamodb/stored-item.ts';
import type { Failure } from '../../../lib/kernel/failure.ts';
import { storedKinds } from './kinds.ts';
import type { Kind } from './kinds/kind.ts';
import { openTables, type Raw, type Tables } from './open-tables.ts';

// A later version of the code adds attributes, at the top and inside JSON, and raises the schema number. Then it is
// rolled back: this version reads, lists and changes its items, and the later one finds its attributes again.
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

const attributes = { schema: schemaNumber + 1, laterText: 'x', laterMap: { deep: [1] } };

/** Adds a property to each object of the text, at the top and one level below. */
function extended(text: unknown): string {
  const extend = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((element) => extend(element, depth));
    if (typeof value !== 'object' || value === null || depth === 0) return value;
    const inner = Object.entries(value).map(([name, property]) => [name, extend(property, depth - 1)]);
    return { ...Object.fromEntries(inner), laterProperty: 'y' };
  };
  return JSON.stringify(extend(JSON.parse(String(text)), 1));
}

const sorted = (list: readonly string[] | undefined) => list?.toSorted();

async function rolledBack(i: number) {
  const tables = await openTables();
  open.push(tables);
  const kind = storedKinds(tables)[i];
  if (kind === undefined) throw new Error('no such kind');
  await kind.write();
  const before = { read: await kind.read?.(), list: sorted(await kind.list?.()) };
  const stored = await tables.get(kind.table, kind.key);
  await tables.put(kind.table, { ...stored, ...attributes, ...extendedBody(kind, stored) });
  return { kind, tables, before };
}

function extendedBody({ body }: Kind, stored: Raw): Raw {
  return body === undefined ? {} : { [body]: extended(stored[body]) };
}

const indexed = kinds.map(({ item }, i) => [item, i] as const);

test.each(indexed)('%s (%i): this version writes its number', async (_, i) => {
  const tables = await openTables();
  open.push(tables);
  const kind = storedKinds(tables)[i];
  await kind?.write();
  for (const item of await tables.all(kind?.table ?? '')) expect(item).toMatchObject({ schema: schemaNumber });
});

test.each(indexed)('%s (%i) of the next version is read and listed as before', async (item, i) => {
  const { kind, before } = await rolledBack(i);
  if (!['catalogue-serial', 'rate-counter'].includes(item)) expect(await kind.read?.()).toEqual(before.read);
  expect(sorted(await kind.list?.())).toEqual(before.list);
  expect(reported).toEqual([]);
});

const changed = kinds.flatMap(({ item, change }, i) => (change === null ? [] : [[item, i] as const]));
test.each(changed)('%s (%i): a change by this version keeps what the next one wrote', async (_, i) => {
  const { kind, tables } = await rolledBack(i);
  await kind.change?.();
  const after = await tables.get(kind.table, kind.key);
  expect(after).toMatchObject(attributes);
  if (kind.body !== undefined) expect(String(after[kind.body])).toMatch(/"laterProperty":"y"/);
});
