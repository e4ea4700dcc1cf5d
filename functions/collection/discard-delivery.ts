import { discardDelivery } from '../../lib/collection/deliveries/discard-delivery.ts';
import { discardDeliveryPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { discardDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(discardDeliveryRoute, discardDeliveryPorts, discardDelivery);
