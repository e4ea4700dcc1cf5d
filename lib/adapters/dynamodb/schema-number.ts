import type { Item } from './table.ts';

/**
 * Which storage format an item has. One number for all kinds of items, for code is deployed and rolled back as a
 * whole. An item without one has 1.
 */
export const schemaNumber = 1;

/** Marks an item with this code's format, or with that of the newer item whose attributes it carries. */
export function withSchemaNumber(item: Item): Item {
  return { ...item, schema: item['schema'] ?? schemaNumber };
}

/** Tells whether a newer version of the code wrote the item: only then it may hold what this one does not know. */
export function isFromNewerVersion({ schema }: Item): boolean {
  return typeof schema === 'number' && schema > schemaNumber;
}
