import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { formats } from '../../kernel/formats/index.ts';
import type { Fault } from './fault.ts';

/** A row's fault as the officer reads it, at the place where it stands in the workbook. `row` is the number in Excel's margin, or the row's place in a page of a pull. */
export function toFinding(
  fault: Fault,
  content: DatasetContent,
  place: { readonly sheet?: string; readonly page?: number; readonly row: number; readonly columns: readonly number[] },
): Finding {
  const field = content.fields[fault.field];
  if (field === undefined) throw new Error(`a fault ${fault.code} names the field ${fault.field}, which is not there`);
  const column = place.columns[fault.field] ?? -1;
  const otherRow = fault.facts?.['otherRow'];
  return {
    code: fault.code,
    severity: fault.severity,
    ...definedOnly({ sheet: place.sheet, page: place.page }),
    row: place.row,
    ...(column < 0 || place.page !== undefined ? {} : { column: columnLetters(column) }),
    field: field.key,
    label: field.label,
    ...(typeof otherRow === 'number' ? { otherRow } : {}),
    detail: fillPhrase(findingPhrases[fault.code].detail, {
      label: field.label,
      hint: formats[field.format].hint,
      ...fault.facts,
    }),
  };
}
