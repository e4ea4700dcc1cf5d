import type { DatasetStatus } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueAction } from '../../../schemas/catalogue/history.ts';

/** Where a version may go from where it is. */
export const nextStatuses = {
  draft: ['submitted', 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  submitted: ['registered', 'returned', 'withdrawn'],
  registered: ['published', 'returned', 'withdrawn'],
  published: ['withdrawn'],
  withdrawn: [], // its code is never used again
} as const satisfies Record<DatasetStatus, readonly DatasetStatus[]>;

export type Transition = 'edit' | 'submit' | 'approve' | 'return' | 'publish' | 'withdraw';

/** Who takes a step, where it leads, and how it is written into the history. A maker never checks their own work. */
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

/** Only a version that may still be submitted may be edited. */
export function isTransitionAllowed(transition: Transition, status: DatasetStatus): boolean {
  const next: readonly DatasetStatus[] = nextStatuses[status];
  return next.includes(transitions[transition].to ?? 'submitted');
}
