import { ApplicationAction, type Application, type ApplicationState } from '../../../schemas/sharing/application.ts';

/** Who acts on an application: a person of the consumer, of the provider, or of the information centre; or the platform. */
export type ApplicationSide = 'applicant' | 'centre' | 'provider' | 'platform';

type Rule = {
  readonly from: readonly ApplicationState[];
  readonly by: readonly ApplicationSide[];
  /** Several where facts decide: `next-state.ts`. */
  readonly to: readonly ApplicationState[];
};

const open = [
  'draft',
  'awaiting-approval',
  'awaiting-check',
  'awaiting-decision',
  'awaiting-completion',
  'awaiting-coordination',
] as const satisfies readonly ApplicationState[];

/** Every transition there is (国发〔2016〕51号; Decree 809: internal approval, check, decision, coordination). */
export const applicationRules = {
  submit: { from: ['draft'], by: ['applicant'], to: ['awaiting-approval'] },
  approve: { from: ['awaiting-approval'], by: ['applicant'], to: ['awaiting-check'] },
  'send-back': { from: ['awaiting-approval'], by: ['applicant'], to: ['draft'] },
  pass: { from: ['awaiting-check'], by: ['centre'], to: ['awaiting-decision', 'granted'] },
  refuse: { from: ['awaiting-check'], by: ['centre'], to: ['refused'] },
  'ask-completion': {
    from: ['awaiting-check', 'awaiting-decision'],
    by: ['centre', 'provider'],
    to: ['awaiting-completion'],
  },
  complete: { from: ['awaiting-completion'], by: ['applicant'], to: ['awaiting-check', 'awaiting-decision'] },
  decide: { from: ['awaiting-decision'], by: ['provider'], to: ['granted', 'refused'] },
  extend: { from: ['awaiting-decision'], by: ['centre'], to: ['awaiting-decision'] },
  object: { from: ['refused'], by: ['applicant'], to: ['awaiting-coordination'] },
  overrule: { from: ['awaiting-coordination'], by: ['centre'], to: ['awaiting-decision'] },
  uphold: { from: ['awaiting-coordination'], by: ['centre'], to: ['closed'] },
  withdraw: { from: open, by: ['applicant'], to: ['withdrawn'] },
  lapse: { from: ['awaiting-completion'], by: ['platform'], to: ['lapsed'] },
  revoke: { from: ['granted'], by: ['applicant', 'centre', 'provider'], to: ['revoked'] },
} as const satisfies Record<ApplicationAction, Rule>;

/** Who has to act in a state; nobody in the others. */
export const sideInTurn = {
  draft: 'applicant',
  'awaiting-approval': 'applicant',
  'awaiting-check': 'centre',
  'awaiting-decision': 'provider',
  'awaiting-completion': 'applicant',
  'awaiting-coordination': 'centre',
  granted: null,
  refused: null,
  closed: null,
  withdrawn: null,
  lapsed: null,
  revoked: null,
} as const satisfies Record<ApplicationState, Exclude<ApplicationSide, 'platform'> | null>;

/** The side asks for completion only where it is its turn; every other action has sides of its own. */
export function mayAct(action: ApplicationAction, state: ApplicationState, side: ApplicationSide): boolean {
  const { from, by }: Rule = applicationRules[action];
  return from.includes(state) && by.includes(side) && (action !== 'ask-completion' || sideInTurn[state] === side);
}

/** True of what the platform ends when its time is up. */
export const lapses = (state: ApplicationState): boolean => mayAct('lapse', state, 'platform');

/** The actions that a side may take in a state, in the order of the table. */
export function actionsOf(state: ApplicationState, side: ApplicationSide): readonly ApplicationAction[] {
  return ApplicationAction.options.filter((action) => mayAct(action, state, side));
}

/** Who has to act: a department's id, `centre`, or nobody. A suspended grant waits for the centre. */
export function waitsFor({
  state,
  consumer,
  provider,
  proof,
}: Pick<Application, 'state' | 'consumer' | 'provider' | 'proof'>): string | null {
  if (state === 'granted' && proof?.suspended !== undefined) return 'centre';
  const side = sideInTurn[state];
  return side === null || side === 'centre' ? side : { applicant: consumer, provider }[side];
}
