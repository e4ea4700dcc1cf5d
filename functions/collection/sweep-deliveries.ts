import { sweepDeliveries } from '../../lib/collection/sweep-deliveries.ts';
import { receiveUploadPorts } from '../../lib/wiring/collection/receive-upload.ts';
import { timetable } from '../../lib/wiring/timetable.ts';

export const handler = timetable(receiveUploadPorts, sweepDeliveries);
