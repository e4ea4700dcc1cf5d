import { carryUnknown } from '../dynamodb/carry-unknown.ts';
import type { Item } from '../dynamodb/table.ts';

/** Carries unknown properties over: a rolled-back version must not drop what a newer one stored. */
export function carryAttributes(stored: Item, known: Item, next: Item): Item {
  return Object.fromEntries(
    Object.entries(next).map(([name, value]) => [name, carryUnknown(stored[name], known[name], value)]),
  );
}
