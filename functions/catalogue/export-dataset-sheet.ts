import { exportDatasetSheet } from '../../lib/catalogue/export/export-dataset-sheet.ts';
import { catalogueSheetPorts } from '../../lib/wiring/catalogue-sheet.ts';
import { http } from '../../lib/wiring/http.ts';
import { exportDatasetSheetRoute } from '../../schemas/catalogue/routes.ts';

export const handler = http(exportDatasetSheetRoute, catalogueSheetPorts, exportDatasetSheet);
