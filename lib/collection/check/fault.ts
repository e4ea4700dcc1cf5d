import type { FindingCode } from '../../../schemas/collection/finding-severities.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';

export type Fault = {
  readonly field: number;
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly facts?: Facts;
};

export type Report = (fault: Fault) => void;

/** Made once per delivery: a clean row allocates nothing. */
export type RowState = {
  readonly begin: (report: Report) => void;
  readonly at: (field: number) => void;
  readonly note: (code: FindingCode, facts?: Facts) => null;
  readonly noteAt: (field: number, code: FindingCode, facts?: Facts, severity?: FindingSeverity) => void;
  readonly faulty: (field: number) => boolean;
  readonly clean: () => boolean;
};
