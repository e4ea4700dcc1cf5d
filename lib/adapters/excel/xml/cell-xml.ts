import type { PlainCell } from '../../../kernel/sheet.ts';
import { toDateSerial } from './date-serial.ts';
import { escapeXstring } from './escape-xstring.ts';

/** Other errors are written as `#VALUE!`, as older versions show them. */
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

/** Keeps the type: a long number or an error turned into text would pass the next check. */
export function cellXml(reference: string, style: number, cell: PlainCell): string {
  if (typeof cell === 'string') return textCellXml(reference, style, cell);
  if (cell === null) return `<c r="${reference}" s="${style}"/>`;
  if (typeof cell === 'number')
    return Number.isFinite(cell)
      ? `<c r="${reference}" s="${style}"><v>${cell}</v></c>`
      : textCellXml(reference, style, `${cell}`);
  if (typeof cell === 'boolean') return `<c r="${reference}" s="${style}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('number' in cell) return `<c r="${reference}" s="${style}"><v>${escapeXstring(cell.number)}</v></c>`;
  if ('error' in cell)
    return `<c r="${reference}" s="${style}" t="e"><v>${knownErrors.has(cell.error) ? cell.error : '#VALUE!'}</v></c>`;
  const serial = toDateSerial(cell.date);
  return serial === null
    ? textCellXml(reference, style, cell.date)
    : `<c r="${reference}" s="${style}"><v>${serial}</v></c>`;
}

/** Writes an inline string, so that no shared strings are needed; an empty text keeps only the style. */
export function textCellXml(reference: string, style: number, text: string): string {
  if (text === '') return `<c r="${reference}" s="${style}"/>`;
  const space = needsSpacePreserved(text) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t${space}>${escapeXstring(text)}</t></is></c>`;
}

/** Some readers drop outer white space by default. */
function needsSpacePreserved(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32 || text.includes('\n');
}
