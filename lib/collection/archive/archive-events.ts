import { archiveEntity, type PaperVersion } from '../../../schemas/collection/archive.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';

/** The event of a paper that is archived. Its title stays in the archive: events are kept for ever. */
export function archivedEvent(dataset: string, department: string, { kind, number, archived }: PaperVersion): NewEvent {
  const { at, by } = archived;
  return { ...identify(dataset, department), at, by, action: kind, to: 'archived', counts: { number } };
}

type WithdrawnPaper = PaperVersion & { readonly withdrawn: NonNullable<PaperVersion['withdrawn']> };

/** The event of a version that is withdrawn; its reason stays in the archive. */
export function withdrawnEvent(
  dataset: string,
  department: string,
  { kind, number, withdrawn }: WithdrawnPaper,
): NewEvent {
  const { at, by } = withdrawn;
  const transition = { from: 'archived', to: 'withdrawn' };
  return { ...identify(dataset, department), at, by, action: kind, ...transition, counts: { number } };
}

function identify(dataset: string, department: string) {
  return { entity: archiveEntity(dataset), kind: 'archive' as const, dataset, department };
}
