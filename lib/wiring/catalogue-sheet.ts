import { catalogueSheet } from '../adapters/excel/catalogue-sheet.ts';
import type { SheetPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** Apart from the other ports, for it carries the workbook writer. */
export function catalogueSheetPorts(): SheetPorts {
  return { ...cataloguePorts(), writeSheet: catalogueSheet };
}
