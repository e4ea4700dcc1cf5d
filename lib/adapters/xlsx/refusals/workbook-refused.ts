import type { WorkbookRefusalCode } from '../../../../schemas/collection/workbook-refusals.ts';

export type WorkbookRefusalFacts = Readonly<Record<string, string | number>>;

/** A workbook that can't be read, with the code of its Chinese sentence. Facts name places (part, sheet, row, column), never contents. */
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
