import { catalogueActionNames } from '../../../schemas/catalogue/labels.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { findSecondPersonObjection } from '../../kernel/second-person.ts';
import type { ReviewingPorts } from '../ports.ts';
import {
  type CheckedTransition,
  checkTransition,
  type TransitionRefusal,
  type TransitionTarget,
} from './check-transition.ts';
import { authorsOf } from './history.ts';
import { transitions } from './transitions.ts';

type Review = TransitionTarget & { readonly transition: 'approve' | 'return' | 'publish' };

/** Reads and checks the entry; refuses `own-work` to the people who drafted, edited or submitted the version. */
export async function checkReview(
  { transition, ...target }: Review,
  caller: Caller,
  ports: Pick<ReviewingPorts, 'entry' | 'personBehind'>,
): Promise<CheckedTransition | TransitionRefusal | Refused<'own-work' | 'approver-not-a-person'>> {
  const checked = checkTransition(await ports.entry(target.dataset), target, transition, caller);
  if (isRefused(checked)) return checked;
  const makers = authorsOf(checked.open.history);
  const { objection } = await findSecondPersonObjection({ checker: caller.subject, makers }, ports);
  if (objection === 'same-person')
    return refused('own-work', { action: catalogueActionNames[transitions[transition].action] });
  return objection === null ? checked : refused(objection);
}
