import { markUp } from '../../lib/collection/mark-up.ts';
import { markUpPorts } from '../../lib/wiring/collection/mark-up.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, markUpPorts, markUp);
