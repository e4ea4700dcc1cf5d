import { ObjectionAction, type Objection, type ObjectionState } from '../../../schemas/sharing/objection.ts';

/** Who acts on an objection: a person of the consumer, of the provider, or of the information centre; or the platform. */
export type ObjectionSide = 'objector' | 'provider' | 'centre' | 'platform';

type Rule = {
  readonly from: readonly ObjectionState[];
  readonly by: ObjectionSide;
  readonly to: ObjectionState;
};

const open = [
  'awaiting-verification',
  'awaiting-correction',
  'awaiting-coordination',
] as const satisfies readonly ObjectionState[];

/** Every transition there is. */
export const objectionRules = {
  accept: { from: ['awaiting-verification'], by: 'provider', to: 'awaiting-correction' },
  refuse: { from: ['awaiting-verification', 'awaiting-correction'], by: 'provider', to: 'refused' },
  withdraw: { from: open, by: 'objector', to: 'withdrawn' },
  appeal: { from: ['refused'], by: 'objector', to: 'awaiting-coordination' },
  overrule: { from: ['awaiting-coordination'], by: 'centre', to: 'awaiting-verification' },
  uphold: { from: ['awaiting-coordination'], by: 'centre', to: 'closed' },
  correct: { from: open, by: 'platform', to: 'corrected' },
} as const satisfies Record<ObjectionAction, Rule>;

/** Who has to act in a state; nobody in the others. */
export const objectionSideInTurn = {
  'awaiting-verification': 'provider',
  'awaiting-correction': 'provider',
  'awaiting-coordination': 'centre',
  corrected: null,
  refused: null,
  closed: null,
  withdrawn: null,
} as const satisfies Record<ObjectionState, ObjectionSide | null>;

/** The record's field is marked as disputed in these states. */
export const isOpen = (state: ObjectionState): boolean => objectionSideInTurn[state] !== null;

type Progress = Pick<Objection, 'state' | 'transitions'>;

/** One appeal for each objection. */
export function mayAct(action: ObjectionAction, { state, transitions }: Progress, side: ObjectionSide): boolean {
  const { from, by }: Rule = objectionRules[action];
  const isSpent = action === 'appeal' && transitions.some((one) => one.action === 'appeal');
  return from.includes(state) && by === side && !isSpent;
}

/** The actions that a side may take, in the order of the table. */
export function actionsOf(objection: Progress, side: ObjectionSide): readonly ObjectionAction[] {
  return ObjectionAction.options.filter((action) => mayAct(action, objection, side));
}

/** Who has to act: the provider's id, `centre`, or nobody. */
export function waitsFor({ state, provider }: Pick<Objection, 'state' | 'provider'>): string | null {
  const side = objectionSideInTurn[state];
  return side === 'provider' ? provider : side;
}
