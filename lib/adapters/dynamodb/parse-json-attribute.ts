import { Failure } from '../../kernel/failure.ts';
import type { Item } from './table.ts';

/** Parses an attribute that holds JSON text; throws `item-without-text` when there is none. */
export function parseJsonAttribute(item: Item, attribute: string): unknown {
  const text = item[attribute];
  if (typeof text !== 'string') throw new Failure('item-without-text', { attribute });
  return JSON.parse(text);
}
