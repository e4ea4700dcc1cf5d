import type { PageSetup } from 'exceljs';
import { definedOnly } from '../../../kernel/defined-only.ts';

/** `titles` are the rows repeated on every page: `1:2`. exceljs's `PaperSize.A4` exists in its types only. */
export function fitToA4Width(titles?: string): Partial<PageSetup> {
  return {
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- PaperSize.A4
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    ...definedOnly({ printTitlesRow: titles }),
  };
}

export const pageNumbers = { oddFooter: '&C第 &P 页，共 &N 页' } as const;
