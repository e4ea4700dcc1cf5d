import { Failure } from '../../kernel/failure.ts';
import type { Item } from './table.ts';

/** One kind of item: how it is read, alone and among others. */
export type StoredItem<T> = {
  /** Throws the Failure `item-unreadable`. */
  readonly read: (item: Item) => T;
  /** Reports an unreadable item and returns undefined, so that lists and sweeps go on. */
  readonly readOrReport: (item: Item) => T | undefined;
  /** Leaves unreadable items out and reports each. */
  readonly readAll: (items: Iterable<Item>) => T[];
  /** Like `readAll`, and hands unreadable items to `setAside`, so that a sweep doesn't find them again at once. */
  readonly readDue: (items: readonly Item[], setAside: (item: Item) => Promise<unknown>) => Promise<T[]>;
};

type Definition<T> = {
  /** Appears in the log as `item`. */
  readonly name: string;
  /** Attributes that the log may show: ids and keyed hashes, never personal data. */
  readonly key: readonly string[];
  /** Receives the item without its schema number. */
  readonly parse: (item: Item) => T;
};

type Listener = (failure: Failure) => void;
let listener: Listener | undefined;

/** The process has one listener: the edge's log. */
export function onUnreadableItem(listen: Listener): void {
  listener = listen;
}

/** Defines how a kind of item is read; `parse` may throw anything. */
export function storedItem<T>({ name, key, parse }: Definition<T>): StoredItem<T> {
  const read = ({ schema, ...item }: Item): T => {
    try {
      return parse(item);
    } catch (cause) {
      throw new Failure('item-unreadable', { item: name, ...keyFacts(item, key), ...schemaFacts(schema) }, { cause });
    }
  };
  const readOrReport = (item: Item): T | undefined => {
    try {
      return read(item);
    } catch (error) {
      if (error instanceof Failure) listener?.(error);
      return undefined;
    }
  };
  const readAll = (items: Iterable<Item>): T[] => {
    const found: T[] = [];
    for (const item of items) {
      const value = readOrReport(item);
      if (value !== undefined) found.push(value);
    }
    return found;
  };
  return {
    read,
    readOrReport,
    readAll,
    readDue: async (items, setAside) => {
      const found: T[] = [];
      for (const item of items) {
        const value = readOrReport(item);
        if (value === undefined) await setAside(item);
        else found.push(value);
      }
      return found;
    },
  };
}

function keyFacts(item: Item, names: readonly string[]) {
  const values = names
    .map((name) => item[name])
    .filter((value) => typeof value === 'string' || typeof value === 'number');
  return values.length === 0 ? {} : { key: values.join('/') };
}

function schemaFacts(schema: unknown) {
  return typeof schema === 'number' ? { schema } : {};
}
