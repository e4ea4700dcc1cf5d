import { retryDelivery } from '../../lib/collection/deliveries/retry-delivery.ts';
import { retryDeliveryPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { retryDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(retryDeliveryRoute, retryDeliveryPorts, retryDelivery);
