import { type FindingCode, findingSeverities } from '../../../../schemas/collection/finding-severities.ts';
import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from '../text/check-length.ts';
import { compactCode } from '../text/compact-text.ts';

/** Notes `code` for other values; keeps them if that is a warning. */
export function patternFormat(options: {
  readonly hint: string;
  readonly examples: readonly string[];
  readonly pattern: RegExp;
  readonly code: FindingCode;
  /** '' means empty. Default: capitals without blanks. */
  readonly normalize?: (text: string) => string;
  readonly lostZeros?: (digits: string) => boolean;
}): Format {
  const { hint, examples, pattern, code, normalize = compactCode, lostZeros } = options;
  const refuses = findingSeverities[code] === 'error';
  return {
    hint,
    examples,
    excel: 'text',
    compile: (field, { note }) =>
      createTextCellReader(
        note,
        (raw) => {
          const text = normalize(raw);
          if (text === '') return null;
          if (!pattern.test(text)) {
            note(code);
            if (refuses) return null;
          }
          return checkLength(text, field, note);
        },
        lostZeros,
      ),
  };
}
