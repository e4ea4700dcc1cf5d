import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock } from '../ports.ts';

export type EndedDelivery = Pick<DeliveryRecord, 'status' | 'discarding'>;

/** Tells of a delivery that can be neither retried nor approved. */
export function isOver<Delivery extends EndedDelivery>(delivery: Delivery | null): delivery is Delivery {
  if (delivery === null) return false;
  const { status, discarding } = delivery;
  return status === 'published' || status === 'returned' || (status === 'discarded' && discarding === undefined);
}

const daySeconds = 24 * 3600;

/** Tells whether the sweep may have removed the findings (`FINDINGS_DAYS`); it takes some days for all. */
export function areFindingsExpired(
  delivery: EndedDelivery & Pick<DeliveryRecord, 'createdAt'>,
  { now, findingsDays }: Clock & { readonly findingsDays: number },
): boolean {
  return isOver(delivery) && delivery.createdAt < secondsAfter(now(), -findingsDays * daySeconds);
}
