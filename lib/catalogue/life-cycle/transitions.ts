import type { DatasetStatus } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueAction } from '../../../schemas/catalogue/history.ts';

export const nextStatuses = {
  draft: ['submitted', 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  submitted: ['registered', 'returned', 'withdrawn'],
  registered: ['published', 'returned', 'withdrawn'],
  published: ['withdrawn'],
  withdrawn: [], // final: its code is never used again
} as const satisfies Record<DatasetStatus, readonly DatasetStatus[]>;

export type Transition = 'edit' | 'submit' | 'approve' | 'return' | 'publish' | 'withdraw';

/** Maker and checker differ. */
export const transitions = {
  edit: { by: 'maker', to: null, action: 'edited' },
  submit: { by: 'maker', to: 'submitted', action: 'submitted' },
  approve: { by: 'checker', to: 'registered', action: 'approved' },
  return: { by: 'checker', to: 'returned', action: 'returned' },
  publish: { by: 'checker', to: 'published', action: 'published' },
  withdraw: { by: 'either', to: 'withdrawn', action: 'withdrawn' },
} as const satisfies Record<
  Transition,
  { by: 'maker' | 'checker' | 'either'; to: DatasetStatus | null; action: CatalogueAction }
>;

/** Allows editing where submitting is allowed. */
export function isTransitionAllowed(transition: Transition, status: DatasetStatus): boolean {
  const next: readonly DatasetStatus[] = nextStatuses[status];
  return next.includes(transitions[transition].to ?? 'submitted');
}
