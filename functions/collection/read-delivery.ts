import { readDelivery } from '../../lib/collection/deliveries/read-delivery.ts';
import { collectionBasics } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { readDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(readDeliveryRoute, collectionBasics, readDelivery);
