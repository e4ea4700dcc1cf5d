import { discardDelivery } from '../../lib/collection/deliveries/discard-delivery.ts';
import { collectionBasics } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { discardDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(discardDeliveryRoute, collectionBasics, discardDelivery);
