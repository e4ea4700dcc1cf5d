import { publishDelivery } from '../../lib/collection/publish/publish-delivery.ts';
import { publishDeliveryPorts } from '../../lib/wiring/collection/deliveries.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { DeliveryMessage } from '../../schemas/collection/messages.ts';

export const handler = queue(DeliveryMessage, publishDeliveryPorts, publishDelivery);
