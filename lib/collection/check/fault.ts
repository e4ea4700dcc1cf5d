import type { FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';

/** A fault of one cell; `field` is the field's index in the dataset's content. */
export type Fault = {
  readonly field: number;
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly facts?: Facts;
};

export type Report = (fault: Fault) => void;

/** The findings of the row under check. Made once per delivery: a clean row allocates nothing. */
export type RowState = {
  readonly begin: (report: Report) => void;
  readonly at: (field: number) => void;
  readonly note: (code: FindingCode, facts?: Facts) => null;
  readonly noteAt: (field: number, code: FindingCode, facts?: Facts, severity?: FindingSeverity) => void;
  /** Whether the field has an error in this row. */
  readonly faulty: (field: number) => boolean;
  readonly clean: () => boolean;
};
