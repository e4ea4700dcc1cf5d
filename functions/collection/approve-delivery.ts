import { releaseDelivery } from '../../lib/collection/deliveries/approve-delivery.ts';
import { collectionBasics } from '../../lib/wiring/collection/basics.ts';
import { http } from '../../lib/wiring/http.ts';
import { releaseDeliveryRoute } from '../../schemas/collection/routes.ts';

export const handler = http(releaseDeliveryRoute, collectionBasics, releaseDelivery);
