import { catalogueSheet } from '../adapters/excel/catalogue-sheet.ts';
import type { SheetPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** This module is separate because it bundles the workbook writer. */
export function catalogueSheetPorts(): SheetPorts {
  return { ...cataloguePorts(), writeSheet: catalogueSheet };
}
