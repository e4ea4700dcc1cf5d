import type { Item } from '../dynamodb/table.ts';

/** Whose items of the table `sharing`; `waitsFor` is `centre` or a department. */
type Party = { readonly consumer: string } | { readonly provider: string } | { readonly waitsFor: string };

/** The attribute, its value and the index that list the items of a party. */
export function partitionOf(of: Party) {
  if ('consumer' in of) return ['consumer', of.consumer, 'byConsumer'] as const;
  if ('provider' in of) return ['provider', of.provider, 'byProvider'] as const;
  return ['waitsFor', of.waitsFor, 'byWaiting'] as const;
}

/** Leaves out what keys, indexes and the outbox add to an entity. */
export function entityAttributes({
  entity: _entity,
  item: _item,
  kind: _kind,
  waitsFor: _waitsFor,
  eventCount: _eventCount,
  eventsCopied: _eventsCopied,
  uncopiedEvents: _uncopiedEvents,
  uncopied: _uncopied,
  uncopiedSince: _uncopiedSince,
  schema: _schema,
  ...attributes
}: Item): Item {
  return attributes;
}
