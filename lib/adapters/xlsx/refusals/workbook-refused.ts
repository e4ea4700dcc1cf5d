import type { WorkbookRefusalCode } from '../../../../schemas/collection/workbook-refusals.ts';

export type WorkbookRefusalFacts = Readonly<Record<string, string | number>>;

/** Facts name positions, never contents. */
export class WorkbookRefused extends Error {
  readonly code: WorkbookRefusalCode;
  readonly facts: WorkbookRefusalFacts;

  constructor(code: WorkbookRefusalCode, facts: WorkbookRefusalFacts = {}) {
    super(code);
    this.name = 'WorkbookRefused';
    this.code = code;
    this.facts = facts;
  }
}
