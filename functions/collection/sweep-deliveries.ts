import { sweepDeliveries } from '../../lib/collection/deliveries/sweep-deliveries.ts';
import { sweepDeliveriesPorts } from '../../lib/wiring/collection/deliveries.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';

export const handler = scheduled(sweepDeliveriesPorts, sweepDeliveries);
