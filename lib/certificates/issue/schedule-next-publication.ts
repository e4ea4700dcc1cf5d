import { type IssuingOrder, type IssuingProgress, partName } from '../../../schemas/certificates/issuing-progress.ts';
import type { Publication, Visibility } from '../../../schemas/records/dataset-state.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { isVisible } from '../../kernel/visibility.ts';
import { issuedEvent } from './issued-event.ts';
import type { IssuePorts } from './ports.ts';

export type SchedulePublicationPorts = Pick<
  IssuePorts,
  'types' | 'progress' | 'faceData' | 'messages' | 'leaseSeconds' | 'partsInFlight' | 'now'
>;

/** Limit of publications that a roll-back may span. */
const maxPublications = 10_000;
const noneVisible: Visibility = { seq: 0, voided: [] };

/**
 * Requests the first parts of the next unissued publication; none before confirmation. The count is written with the
 * publication pointer, so a lost message skips none.
 */
export async function scheduleNextPublication(dataset: string, ports: SchedulePublicationPorts): Promise<void> {
  const type = await ports.types.type(dataset);
  if (type === null || !(await ports.faceData.confirmed(dataset))) return;
  for (;;) {
    const [progress, { publications }] = await Promise.all([
      ports.progress.read(dataset),
      ports.faceData.datasetState(dataset),
    ]);
    const { order } = progress;
    if (order !== undefined) {
      const parts = unissuedParts(progress);
      if (parts.length > 0) return await requestParts(dataset, order, parts, ports);
      const ended = { publication: order.publication, counts: progress.counts };
      await ports.progress.end(dataset, order.publication, issuedEvent(type, ended, ports.now()));
    } else {
      if (progress.publication >= publications) return;
      await ports.progress.begin(dataset, await buildOrder(dataset, progress.publication + 1, ports), retryAt(ports));
    }
  }
}

async function requestParts(
  dataset: string,
  { publication }: IssuingOrder,
  parts: readonly { readonly delivery: string; readonly part: number }[],
  ports: SchedulePublicationPorts,
): Promise<void> {
  await ports.progress.scheduleRetry(dataset, publication, retryAt(ports));
  await ports.messages.parts(dataset, publication, parts.slice(0, ports.partsInFlight));
}

/**
 * Requests the part that follows those in flight, once for each part that becomes done: with c parts done, the first
 * `partsInFlight` unissued ones are in flight. So a large publication leaves workers to others.
 */
export async function requestNextPart(
  progress: IssuingProgress & { readonly order: IssuingOrder },
  ports: SchedulePublicationPorts,
): Promise<void> {
  const next = orderedParts(progress.order)[progress.done.length + ports.partsInFlight - 1];
  if (next === undefined || progress.done.includes(partName(next.delivery, next.part))) return;
  await ports.messages.parts(progress.dataset, progress.order.publication, [next]);
}

/** Computes when the sweep resumes an order without progress. */
export function retryAt({ now, leaseSeconds }: Pick<SchedulePublicationPorts, 'now' | 'leaseSeconds'>): string {
  return secondsAfter(now(), 2 * leaseSeconds);
}

/** Lists the parts of the order that are not done; part numbers start at 1. */
export function unissuedParts({
  order,
  done,
}: IssuingProgress): { readonly delivery: string; readonly part: number }[] {
  const issued = new Set(done);
  const all = order === undefined ? [] : orderedParts(order);
  return all.filter(({ delivery, part }) => !issued.has(partName(delivery, part)));
}

function orderedParts({ deliveries }: IssuingOrder): { readonly delivery: string; readonly part: number }[] {
  return deliveries.flatMap(({ delivery, parts }) =>
    Array.from({ length: parts }, (_, i) => ({ delivery, part: i + 1 })),
  );
}

async function buildOrder(
  dataset: string,
  number: number,
  { faceData }: SchedulePublicationPorts,
): Promise<IssuingOrder> {
  const [publication, previous] = await Promise.all([
    faceData.publication(dataset, number),
    number === 1 ? null : faceData.publication(dataset, number - 1),
  ]);
  if (publication === null) return { publication: number, deliveries: [] };
  const all = publication.kind === 'delivery' ? [] : await faceData.publications(dataset, maxPublications);
  const deliveries = await Promise.all(
    deliveriesWithChangedVisibility(publication, previous, all).map(async (delivery) => ({
      delivery,
      parts: await faceData.countParts(delivery),
    })),
  );
  return { publication: number, deliveries };
}

/** Lists the deliveries that a publication shows, hides or restores. `publications` are all up to this one. */
export function deliveriesWithChangedVisibility(
  publication: Publication,
  previous: Publication | null,
  publications: readonly Publication[],
): string[] {
  if (publication.kind === 'delivery') return publication.delivery === undefined ? [] : [publication.delivery];
  const earlier = previous ?? noneVisible;
  const found = publications.flatMap(({ kind, delivery, seq, number }) =>
    kind === 'delivery' &&
    delivery !== undefined &&
    number <= publication.number &&
    isVisible(seq, publication) !== isVisible(seq, earlier)
      ? [delivery]
      : [],
  );
  return [...new Set(found)].toSorted();
}
