import { Failure } from '../../kernel/failure.ts';
import type { Item } from './table.ts';

/** Throws `item-without-text` when the attribute is absent. */
export function parseJsonAttribute(item: Item, attribute: string): unknown {
  const text = item[attribute];
  if (typeof text !== 'string') throw new Failure('item-without-text', { attribute });
  return JSON.parse(text);
}
