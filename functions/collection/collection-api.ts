import { downloadAnnotated } from '../../lib/collection/annotate/download-annotated.ts';
import { archivePaper, beginPaperUpload } from '../../lib/collection/archive/archive-paper.ts';
import { downloadPaper, listPapers } from '../../lib/collection/archive/read-archive.ts';
import { withdrawPaper } from '../../lib/collection/archive/withdraw-paper.ts';
import { approveDelivery } from '../../lib/collection/deliveries/approve-delivery.ts';
import { confirmLink } from '../../lib/collection/deliveries/confirm-link.ts';
import { createDelivery } from '../../lib/collection/deliveries/create-delivery.ts';
import { discardDelivery } from '../../lib/collection/deliveries/discard-delivery.ts';
import { listVisibleDeliveries } from '../../lib/collection/deliveries/list-all-deliveries.ts';
import { listDeliveries } from '../../lib/collection/deliveries/list-deliveries.ts';
import { listDeliveryEvents } from '../../lib/collection/deliveries/list-delivery-events.ts';
import { listFindings } from '../../lib/collection/deliveries/list-findings.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  uploadInParts,
} from '../../lib/collection/deliveries/multipart-upload.ts';
import { readDelivery } from '../../lib/collection/deliveries/read-delivery.ts';
import { retryDelivery } from '../../lib/collection/deliveries/retry-delivery.ts';
import { downloadFrontEndTable } from '../../lib/collection/front-end/download-front-end-table.ts';
import { listQueues } from '../../lib/collection/queues/list-queues.ts';
import { confirmUpdateSheet, returnUpdateSheet } from '../../lib/collection/update-sheets/decide-update-sheet.ts';
import { readUpdateSheet } from '../../lib/collection/update-sheets/read-update-sheet.ts';
import { signUpdateSheet } from '../../lib/collection/update-sheets/sign-update-sheet.ts';
import { publishedCatalogue } from '../../lib/wiring/catalogue.ts';
import { archivePorts } from '../../lib/wiring/collection/archive.ts';
import { deliveryPorts } from '../../lib/wiring/collection/basics.ts';
import {
  approveDeliveryPorts,
  confirmLinkPorts,
  createDeliveryPorts,
  deliveryEventPorts,
  discardDeliveryPorts,
  downloadAnnotatedPorts,
  listDeliveriesPorts,
  listFindingsPorts,
  multipartUploadPorts,
  readDeliveryPorts,
  retryDeliveryPorts,
} from '../../lib/wiring/collection/deliveries.ts';
import { updateSheetPorts } from '../../lib/wiring/collection/update-sheets.ts';
import { http } from '../../lib/wiring/http.ts';
import { queueStatePorts } from '../../lib/wiring/queues-admin.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  archivePaperRoute,
  beginPaperUploadRoute,
  downloadPaperRoute,
  listPapersRoute,
  withdrawPaperRoute,
} from '../../schemas/collection/archive-routes.ts';
import {
  abortMultipartUploadRoute,
  completeMultipartUploadRoute,
  uploadInPartsRoute,
} from '../../schemas/collection/multipart-routes.ts';
import {
  approveDeliveryRoute,
  confirmLinkRoute,
  createDeliveryRoute,
  discardDeliveryRoute,
  downloadAnnotatedRoute,
  downloadFrontEndTableRoute,
  listAllDeliveriesRoute,
  listDeliveriesRoute,
  listDeliveryEventsRoute,
  listFindingsRoute,
  listQueuesRoute,
  readDeliveryRoute,
  retryDeliveryRoute,
} from '../../schemas/collection/routes.ts';
import {
  confirmUpdateSheetRoute,
  readUpdateSheetRoute,
  returnUpdateSheetRoute,
  signUpdateSheetRoute,
} from '../../schemas/collection/update-sheet-routes.ts';

export const handler = router(
  http(createDeliveryRoute, createDeliveryPorts, createDelivery),
  http(uploadInPartsRoute, multipartUploadPorts, uploadInParts),
  http(completeMultipartUploadRoute, multipartUploadPorts, completeMultipartUpload),
  http(abortMultipartUploadRoute, multipartUploadPorts, abortMultipartUpload),
  http(listDeliveriesRoute, listDeliveriesPorts, listDeliveries),
  http(listAllDeliveriesRoute, deliveryPorts, listVisibleDeliveries),
  http(readDeliveryRoute, readDeliveryPorts, readDelivery),
  http(listDeliveryEventsRoute, deliveryEventPorts, listDeliveryEvents),
  http(listFindingsRoute, listFindingsPorts, listFindings),
  http(downloadAnnotatedRoute, downloadAnnotatedPorts, downloadAnnotated),
  http(approveDeliveryRoute, approveDeliveryPorts, approveDelivery),
  http(retryDeliveryRoute, retryDeliveryPorts, retryDelivery),
  http(discardDeliveryRoute, discardDeliveryPorts, discardDelivery),
  http(confirmLinkRoute, confirmLinkPorts, confirmLink),
  http(readUpdateSheetRoute, updateSheetPorts, readUpdateSheet),
  http(signUpdateSheetRoute, updateSheetPorts, signUpdateSheet),
  http(confirmUpdateSheetRoute, updateSheetPorts, confirmUpdateSheet),
  http(returnUpdateSheetRoute, updateSheetPorts, returnUpdateSheet),
  http(listPapersRoute, archivePorts, listPapers),
  http(beginPaperUploadRoute, archivePorts, beginPaperUpload),
  http(archivePaperRoute, archivePorts, archivePaper),
  http(withdrawPaperRoute, archivePorts, withdrawPaper),
  http(downloadPaperRoute, archivePorts, downloadPaper),
  http(downloadFrontEndTableRoute, publishedCatalogue, downloadFrontEndTable),
  http(listQueuesRoute, queueStatePorts, listQueues),
);
