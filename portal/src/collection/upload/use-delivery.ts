import type { DeliveryReceipt, DeliveryStatus } from '../../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';

const pollMs = 1_000;
const underWay: readonly DeliveryStatus[] = ['received', 'ingesting', 'loading'];

/** Whether the platform is still at work on it. */
export const isUnderWay = ({ status }: Pick<DeliveryReceipt, 'status'>): boolean => underWay.includes(status);

/** An upload may be completed from another window; the store's event takes a moment, too. */
const isSettled = (delivery: DeliveryReceipt): boolean =>
  !isUnderWay(delivery) && delivery.status !== 'awaiting-upload' && delivery.annotated !== 'pending';

/** Follows a delivery until it and its annotated workbook are settled; a reload finds it again. */
export function useDelivery(delivery: string) {
  const request = { params: { delivery } };
  const known = useRoute(readDeliveryRoute, request);
  const goesOn = known.data === undefined || !isSettled(known.data);
  return useRoute(readDeliveryRoute, request, { pollMs: goesOn ? pollMs : false });
}
