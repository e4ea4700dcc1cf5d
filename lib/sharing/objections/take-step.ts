import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Objection, ObjectionAction } from '../../../schemas/sharing/objection.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { isOpen, objectionRules } from './transitions.ts';

type Step = { readonly action: ObjectionAction; readonly reason?: string | undefined };

/** Who takes a step and when. */
export type StepContext = { readonly by: string; readonly department: string; readonly at: Instant };

/** Takes a step that was checked (`mayAct`). The suggested value is kept only while the objection is open. */
export function takeStep(objection: Objection, { action, reason }: Step, context: StepContext): Objection {
  const { suggested, ...rest } = objection;
  const { state: from, transitions, lockVersion } = objection;
  const { to: state } = objectionRules[action];
  return {
    ...rest,
    ...(isOpen(state) ? definedOnly({ suggested }) : {}),
    state,
    transitions: [...transitions, { action, from, to: state, ...context, ...definedOnly({ reason }) }],
    lockVersion: lockVersion + 1,
  };
}
