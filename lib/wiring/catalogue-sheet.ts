import { catalogueSheet } from '../adapters/excel/catalogue-sheet.ts';
import type { SheetPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** A module of its own because it bundles the workbook writer. */
export function catalogueSheetPorts(): SheetPorts {
  return { ...cataloguePorts(), writeSheet: catalogueSheet };
}
