import { listDeliveries } from '../../lib/collection/deliveries/list-deliveries.ts';
import { listDeliveriesPorts } from '../../lib/wiring/collection/deliveries.ts';
import { http } from '../../lib/wiring/http.ts';
import { listDeliveriesRoute } from '../../schemas/collection/routes.ts';

export const handler = http(listDeliveriesRoute, listDeliveriesPorts, listDeliveries);
