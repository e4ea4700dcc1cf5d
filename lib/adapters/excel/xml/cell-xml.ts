import type { Cell } from '../../../kernel/sheet.ts';
import { dateSerial } from './date-serial.ts';
import { xmlText } from './xml-text.ts';

/** The errors that every version of Excel knows; newer ones are written as `#VALUE!`, which is what older versions show for them. */
const knownErrors: ReadonlySet<string> = new Set([
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
]);

/**
 * One cell as it was: text stays text, a day stays a day. A number with too many digits stays a number and an error an error, though a text
 * would show more of it: handed in once more, a text would pass for content, and one destroyed id in eleven for somebody's id.
 */
export function cellXml(reference: string, style: number, cell: Cell): string {
  if (typeof cell === 'string') return textCellXml(reference, style, cell);
  if (cell === null) return `<c r="${reference}" s="${style}"/>`;
  if (typeof cell === 'number')
    return Number.isFinite(cell)
      ? `<c r="${reference}" s="${style}"><v>${cell}</v></c>`
      : textCellXml(reference, style, `${cell}`);
  if (typeof cell === 'boolean') return `<c r="${reference}" s="${style}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('number' in cell) return `<c r="${reference}" s="${style}"><v>${xmlText(cell.number)}</v></c>`;
  if ('error' in cell)
    return `<c r="${reference}" s="${style}" t="e"><v>${knownErrors.has(cell.error) ? cell.error : '#VALUE!'}</v></c>`;
  const serial = dateSerial(cell.date);
  return serial === null
    ? textCellXml(reference, style, cell.date)
    : `<c r="${reference}" s="${style}"><v>${serial}</v></c>`;
}

export function textCellXml(reference: string, style: number, text: string): string {
  if (text === '') return `<c r="${reference}" s="${style}"/>`;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${keepsSpace(text) ? ' xml:space="preserve"' : ''}>${xmlText(text)}</t></is></c>`;
}

/** Space at an end is dropped by some readers unless it is asked for. */
function keepsSpace(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes('\n');
}
