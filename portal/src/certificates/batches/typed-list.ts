import { CertificateId } from '../../../../schemas/certificates/document.ts';
import { maxBatchLines } from '../../../../schemas/certificates/status-routes.ts';
import { formatNumber } from '../../shared/format-number.ts';

/** One number or identifier a line, as a column pasted from a spreadsheet; empty lines are left out. */
export function readLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Says what is wrong with the list, or `null`. */
export function listFault(lines: readonly string[], by: 'number' | 'identifier'): string | null {
  if (lines.length > maxBatchLines)
    return `清单有 ${formatNumber(lines.length)} 行，一次最多 ${formatNumber(maxBatchLines)} 行。请分成几张办理单。`;
  if (by === 'number') return null;
  const odd = lines.flatMap((line, i) => (CertificateId.safeParse(line).success ? [] : [i + 1]));
  if (odd.length === 0) return null;
  const named = odd.slice(0, 5).join('、');
  return `第 ${named} 行${odd.length > 5 ? `等 ${formatNumber(odd.length)} 行` : ''}不是证照标识。证照标识以 1.2.156.3005.2 开头，印在证面二维码旁；只有编号的，请选“按证照编号”。`;
}
