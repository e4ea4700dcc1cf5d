import type { Objection } from '../../../schemas/sharing/objection.ts';
import { objectionEvent } from './objection-event.ts';
import type { SaveObjectionPorts } from './ports.ts';
import { isOpen, waitsFor } from './transitions.ts';

/**
 * Saves the next state of an objection. What shows it elsewhere is written first, and its mark is removed last: a
 * worker that dies between leaves a mark of an objection that is not open, which `follow-objections` removes, or a note
 * to departments that the objection does not name, which no list shows.
 */
export async function saveObjection(
  next: Objection,
  before: Pick<Objection, 'state'> | null,
  ports: SaveObjectionPorts,
): Promise<'already-disputed' | 'changed-meanwhile' | null> {
  const { id, dataset, keyHash, field, consumer, lockVersion, informed = [] } = next;
  const named = { dataset, keyHash, field, consumer, objection: id };
  const opens = isOpen(next.state) && (before === null || !isOpen(before.state));
  const at = next.transitions.at(-1)?.at ?? next.createdAt;
  if (opens && !(await ports.mark({ ...named, opened: lockVersion, at, compared: 0 }))) return 'already-disputed';
  if (informed.length > 0) await ports.noteInformed(id, informed);
  if (!(await ports.saveObjection(next, { event: objectionEvent(next), waitsFor: waitsFor(next) })))
    return 'changed-meanwhile';
  if (!isOpen(next.state)) await ports.unmark(named, { openedFrom: lockVersion });
  return null;
}
