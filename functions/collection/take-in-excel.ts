import { takeInExcel } from '../../lib/collection/take-in-excel.ts';
import { takeInPorts } from '../../lib/wiring/collection/take-in.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, takeInPorts, takeInExcel);
