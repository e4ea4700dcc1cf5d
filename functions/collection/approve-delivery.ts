import { approveDelivery } from '../../lib/collection/deliveries/approve-delivery.ts';
import { collectionBasics } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { approveDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(approveDeliveryRoute, collectionBasics, approveDelivery);
