import { unifiedText, hasUnprintable, isUnifiedText } from '../text/unified-text.ts';
import type { FilledCell, Format } from './format.ts';
import { isErrorText } from './text/error-text.ts';

/** Leaves room for blanks, invisible characters, a code's label, and thousands separators around a value. */
const spareLength = 256;

/**
 * Puts the rules of every text before a format: a value longer than 4 × the field's length + 256 UTF-16 units is
 * refused before any regular expression reads it, invisible characters and look-alikes are replaced (unifiedText),
 * control characters, noncharacters and lone surrogates are refused, and so is the text of a formula's error.
 */
export function guardText(format: Format): Format {
  return {
    ...format,
    compile: (field, reading) => {
      const { note } = reading;
      const read = format.compile(field, reading);
      const maxLength = 4 * field.length + spareLength;

      function readOddText(cell: string): string | null {
        // A column of fixed width pads with blanks.
        const trimmed = cell.trim();
        if (trimmed.length > maxLength) return note('text-too-long', { limit: field.length, length: trimmed.length });
        const text = unifiedText(trimmed);
        if (hasUnprintable(text)) return note('control-characters');
        return isErrorText(text) ? note('error-cell') : read(text);
      }
      return (cell: FilledCell) => {
        if (typeof cell === 'string')
          return cell.length <= maxLength && isUnifiedText(cell) && !isErrorText(cell) ? read(cell) : readOddText(cell);
        if (typeof cell === 'object' && textOf(cell).length > spareLength)
          return note('text-too-long', { limit: field.length, length: textOf(cell).length });
        return read(cell);
      };
    },
  };
}

function textOf(cell: Extract<FilledCell, object>): string {
  return 'date' in cell ? cell.date : cell.number;
}
