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
