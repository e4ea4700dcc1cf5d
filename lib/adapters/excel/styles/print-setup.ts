import type { PageSetup } from 'exceljs';
import { definedOnly } from '../../../kernel/defined-only.ts';

/**
 * A4 across, as wide as the paper; `titles` are the rows repeated on every page, such as `1:2`.
 * The paper is exceljs's PaperSize.A4, an enum that exists in its types alone.
 */
export function fitToA4Width(titles?: string): Partial<PageSetup> {
  return {
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- see above
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    ...definedOnly({ printTitlesRow: titles }),
  };
}

export const pageNumbers = { oddFooter: '&C第 &P 页，共 &N 页' } as const;
