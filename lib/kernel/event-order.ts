import type { EventRecord } from '../../schemas/kernel/event-record.ts';

/** Sorts events by their moment; no two are equal. It holds ids only. */
export function eventOrder({ at, entity, number }: Pick<EventRecord, 'at' | 'entity' | 'number'>): string {
  return `${at}#${entity}#${String(number).padStart(6, '0')}`;
}
