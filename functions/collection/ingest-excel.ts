import { ingestExcel } from '../../lib/collection/ingest/ingest-excel.ts';
import { ingestExcelPorts } from '../../lib/wiring/collection/ingest.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, ingestExcelPorts, ingestExcel);
