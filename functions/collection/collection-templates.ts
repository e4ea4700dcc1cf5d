import { downloadArchive } from '../../lib/collection/archive/download-archive.ts';
import { downloadReceipt } from '../../lib/collection/archive/download-receipt.ts';
import { downloadTemplate } from '../../lib/collection/template/download-template.ts';
import { downloadSheetDocument, downloadSheetPdf } from '../../lib/collection/update-sheets/print-update-sheet.ts';
import { downloadArchivePorts } from '../../lib/wiring/collection/download-archive.ts';
import { downloadTemplatePorts } from '../../lib/wiring/collection/download-template.ts';
import { printSheetPorts } from '../../lib/wiring/collection/print-update-sheet.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { downloadArchiveRoute, downloadReceiptRoute } from '../../schemas/collection/archive-routes.ts';
import { downloadTemplateRoute } from '../../schemas/collection/routes.ts';
import { downloadSheetDocumentRoute, downloadSheetPdfRoute } from '../../schemas/collection/update-sheet-routes.ts';

export const handler = router(
  http(downloadTemplateRoute, downloadTemplatePorts, downloadTemplate),
  http(downloadSheetDocumentRoute, printSheetPorts, downloadSheetDocument),
  http(downloadSheetPdfRoute, printSheetPorts, downloadSheetPdf),
  http(downloadReceiptRoute, downloadArchivePorts, downloadReceipt),
  http(downloadArchiveRoute, downloadArchivePorts, downloadArchive),
);
