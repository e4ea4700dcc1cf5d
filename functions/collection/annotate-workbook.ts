import { annotateWorkbook } from '../../lib/collection/annotate/annotate-workbook.ts';
import { annotateWorkbookPorts } from '../../lib/wiring/collection/annotate-workbook.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, annotateWorkbookPorts, annotateWorkbook);
