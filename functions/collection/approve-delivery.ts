import { approveDelivery } from '../../lib/collection/deliveries/approve-delivery.ts';
import { approveDeliveryPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { approveDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(approveDeliveryRoute, approveDeliveryPorts, approveDelivery);
