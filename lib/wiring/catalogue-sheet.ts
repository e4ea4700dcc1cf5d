import type { SheetPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** The workbook writer is loaded at the first sheet: most routes of the function need none. */
export async function catalogueSheetPorts(): Promise<SheetPorts> {
  const { catalogueSheet } = await import('../adapters/excel/catalogue-sheet.ts');
  return { ...cataloguePorts(), writeSheet: catalogueSheet };
}
