import { findingPhrases, type FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import type { Report } from './fault.ts';

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

export function rowState(fields: number): RowState {
  const faulty: boolean[] = Array.from({ length: fields }, () => false);
  let errors = 0;
  let current = 0;
  let report: Report = () => {};

  function noteAt(
    field: number,
    code: FindingCode,
    facts?: Facts,
    severity: FindingSeverity = findingPhrases[code].severity,
  ): void {
    if (severity === 'error') {
      errors++;
      faulty[field] = true;
    }
    report(facts === undefined ? { field, code, severity } : { field, code, severity, facts });
  }
  return {
    begin: (to) => {
      if (errors > 0) faulty.fill(false);
      errors = 0;
      report = to;
    },
    at: (field) => {
      current = field;
    },
    note: (code, facts) => {
      noteAt(current, code, facts);
      return null;
    },
    noteAt,
    faulty: (field) => faulty[field] === true,
    clean: () => errors === 0,
  };
}
