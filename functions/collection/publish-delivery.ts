import { publishDelivery } from '../../lib/collection/publish/publish-delivery.ts';
import { loadPorts } from '../../lib/wiring/collection/load-part.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, loadPorts, publishDelivery);
