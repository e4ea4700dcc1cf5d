import { workbookRefusals } from '../../../../schemas/collection/workbook-refusals.ts';
import type { WorkbookRefusal } from '../../../collection/ports.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { WorkbookRefused } from './workbook-refused.ts';

/** Returns `null` for errors other than `WorkbookRefused`. */
export function refusalOf(thrown: unknown): WorkbookRefusal | null {
  return thrown instanceof WorkbookRefused
    ? { refused: thrown.code, detail: fillPhrase(workbookRefusals[thrown.code].detail, thrown.facts) }
    : null;
}
