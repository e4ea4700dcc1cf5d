import { readDelivery } from '../../lib/collection/deliveries/read-delivery.ts';
import { deliveryPorts } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(readDeliveryRoute, deliveryPorts, readDelivery);
