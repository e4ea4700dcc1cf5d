import type { CollectionEvents } from '../../../lib/collection/ports.ts';

/** Announces nothing: whoever waits for an event finds out by polling. */
export const silentEvents: CollectionEvents = {
  deliveryStatusChanged: () => undefined,
  deliverySettled: async () => undefined,
  datasetPublished: async () => undefined,
  linkConfirmed: async () => undefined,
};
