import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { columnLetters } from '../../kernel/column-letters.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { formats } from '../../kernel/formats/index.ts';
import type { Fault } from './fault.ts';

/**
 * Turns a fault into a finding with its Chinese sentence. `row` is 1-based: Excel's row number, or the position in
 * a pulled page. Throws when the fault names an unknown field.
 */
export function toFinding(
  fault: Fault,
  content: DatasetContent,
  position: {
    readonly sheet?: string;
    readonly page?: number;
    readonly row: number;
    readonly columns: readonly number[];
  },
): Finding {
  const field = content.fields[fault.field];
  if (field === undefined)
    throw new Error(`a fault ${fault.code} names the field ${fault.field}, which is not in the dataset`);
  const column = position.columns[fault.field] ?? -1;
  const otherRow = fault.facts?.['otherRow'];
  return {
    code: fault.code,
    severity: fault.severity,
    ...definedOnly({ sheet: position.sheet, page: position.page }),
    row: position.row,
    ...(column < 0 || position.page !== undefined ? {} : { column: columnLetters(column) }),
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
