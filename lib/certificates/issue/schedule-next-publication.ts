import { type IssuingOrder, type IssuingProgress, partName } from '../../../schemas/certificates/issuing-progress.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { deliveriesWithChangedVisibility } from './deliveries-with-changed-visibility.ts';
import type { IssuePorts } from './ports.ts';

export type SchedulePublicationPorts = Pick<
  IssuePorts,
  'types' | 'progress' | 'faceData' | 'messages' | 'leaseSeconds' | 'now'
>;

/** Publications of a dataset that a roll-back may reach back over. */
const maxPublications = 10_000;

/**
 * Goes on with a dataset: orders the parts of the next publication that has not been issued, one publication after the other. The count of publications is
 * part of the pointer's own write, so that none can be missed, whatever becomes of this message. Nothing happens before the centre has confirmed a door.
 */
export async function scheduleNextPublication(dataset: string, ports: SchedulePublicationPorts): Promise<void> {
  if ((await ports.types.type(dataset)) === null || !(await ports.faceData.confirmed(dataset))) return;
  for (;;) {
    const [progress, { publications }] = await Promise.all([
      ports.progress.read(dataset),
      ports.faceData.datasetState(dataset),
    ]);
    const { order } = progress;
    if (order !== undefined) {
      const missing = unissuedParts(progress);
      if (missing.length > 0) return await requestParts(dataset, order, missing, ports);
      await ports.progress.end(dataset, order.publication);
    } else {
      if (progress.publication >= publications) return;
      await ports.progress.begin(dataset, await orderOf(dataset, progress.publication + 1, ports), retryAt(ports));
    }
  }
}

async function requestParts(
  dataset: string,
  { publication }: IssuingOrder,
  missing: readonly { readonly delivery: string; readonly part: number }[],
  ports: SchedulePublicationPorts,
): Promise<void> {
  await ports.progress.scheduleRetry(dataset, publication, retryAt(ports));
  await ports.messages.parts(dataset, publication, missing);
}

/** When the order is looked at again if nothing was done meanwhile. */
export function retryAt({ now, leaseSeconds }: Pick<SchedulePublicationPorts, 'now' | 'leaseSeconds'>): string {
  return secondsAfter(now(), 2 * leaseSeconds);
}

/** The order's parts that are not done yet. */
export function unissuedParts({
  order,
  done,
}: IssuingProgress): { readonly delivery: string; readonly part: number }[] {
  const ready = new Set(done);
  return (order?.deliveries ?? [])
    .flatMap(({ delivery, parts }) => Array.from({ length: parts }, (_, i) => ({ delivery, part: i + 1 })))
    .filter(({ delivery, part }) => !ready.has(partName(delivery, part)));
}

async function orderOf(dataset: string, number: number, { faceData }: SchedulePublicationPorts): Promise<IssuingOrder> {
  const [publication, before] = await Promise.all([
    faceData.publication(dataset, number),
    number === 1 ? null : faceData.publication(dataset, number - 1),
  ]);
  if (publication === null) return { publication: number, deliveries: [] };
  const all = publication.kind === 'delivery' ? [] : await faceData.publications(dataset, maxPublications);
  const deliveries = await Promise.all(
    deliveriesWithChangedVisibility(publication, before, all).map(async (delivery) => ({
      delivery,
      parts: await faceData.partsOf(delivery),
    })),
  );
  return { publication: number, deliveries };
}
