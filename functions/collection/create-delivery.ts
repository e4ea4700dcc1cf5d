import { createDelivery } from '../../lib/collection/deliveries/create-delivery.ts';
import { createDeliveryPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { createDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(createDeliveryRoute, createDeliveryPorts, createDelivery);
