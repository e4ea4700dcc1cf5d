import type { Field } from '../../../../schemas/catalogue/field.ts';
import { findingPhrases, type FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { type Facts, fillPhrase } from '../../../kernel/fill-phrase.ts';

/** A finding about the file, a sheet or a column, not about a row. */
export function fileFinding(
  code: FindingCode,
  place: { readonly sheet?: string; readonly column?: string; readonly field?: Field },
  facts: Facts = {},
): Finding {
  const { field, ...where } = place;
  const { severity, detail } = findingPhrases[code];
  return {
    code,
    severity,
    ...where,
    ...(field === undefined ? {} : { field: field.key, label: field.label }),
    detail: fillPhrase(detail, { ...(field === undefined ? {} : { label: field.label }), ...where, ...facts }),
  };
}
