import { retryDelivery } from '../../lib/collection/deliveries/retry-delivery.ts';
import { collectionBasics } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { retryDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(retryDeliveryRoute, collectionBasics, retryDelivery);
