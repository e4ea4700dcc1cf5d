import { secondsAfter } from '../../kernel/instant.ts';
import { updateItem } from './items.ts';
import type { Item, Table } from './table.ts';

/** An item of a newer version becomes readable again with its code; until then it must not fill each sweep's page. */
const postponeSeconds = 60 * 60;

type Due = {
  readonly table: Table;
  readonly key: readonly string[];
  /** The sort key of the index of due items. */
  readonly attribute: string;
  readonly now: string;
};

/** Moves an unreadable item an hour out of the index of due items, unless somebody has changed it since. */
export function postponeBy({ table, key, attribute, now }: Due): (item: Item) => Promise<unknown> {
  return (item) =>
    updateItem(table, Object.fromEntries(key.map((name) => [name, item[name]])), {
      set: { [attribute]: secondsAfter(now, postponeSeconds) },
      condition: { expression: `#${attribute} = :seen`, values: { seen: item[attribute] } },
      returnValues: 'NONE',
    });
}
