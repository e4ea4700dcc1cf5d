import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';

/** What the restored tables say about one dataset; they may be from different seconds. */
export type RestoredDataset = {
  readonly state: DatasetState;
  readonly publications: readonly Pick<Publication, 'delivery'>[];
  readonly deliveries: readonly DeliveryRecord[];
  /** Deliveries in `loading` or `published` whose staged parts or index are no longer in the work bucket. */
  readonly unstaged: ReadonlySet<string>;
  /** Deliveries that await an upload which is there: the message about it is lost. */
  readonly arrived: ReadonlySet<string>;
  /** Highest sequence number in the records table; 0 for none. */
  readonly highestSeq: number;
};

/**
 * - `abandon-loading`: the pointer reserves a number for a delivery that does not load.
 * - `void-seqs`: the records table holds versions of numbers that the pointer has not given out; left visible, they
 *   would mix with the next delivery that gets the number.
 * - `load-again`: all parts are loaded once more, then published under the same number.
 * - `ingest-again`: the pointer does not know what the delivery published; it gets a new number.
 * - `receive-again`: the file has arrived; without this the sweep would look for it only after 20 minutes.
 */
export type RestoreStep =
  | { readonly kind: 'abandon-loading'; readonly delivery: string; readonly seq: number }
  | { readonly kind: 'void-seqs'; readonly from: number; readonly to: number }
  | { readonly kind: 'load-again' | 'ingest-again' | 'receive-again'; readonly delivery: string };

/** Plans, in this order, what makes pointer, records and deliveries agree. Nothing, where they do. */
export function planRestore(restored: RestoredDataset): readonly RestoreStep[] {
  const { state, deliveries, highestSeq } = restored;
  const loading = deliveries.find(({ id }) => id === state.loading?.delivery);
  const resumes = loading !== undefined && mayResume(loading, restored);
  const steps: RestoreStep[] = [];
  if (state.loading !== undefined && !resumes)
    steps.push({ kind: 'abandon-loading', delivery: state.loading.delivery, seq: state.loading.seq });
  if (highestSeq > state.lastSeq) steps.push({ kind: 'void-seqs', from: state.lastSeq + 1, to: highestSeq });
  for (const delivery of deliveries.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const isLoading = resumes && delivery.id === loading.id;
    if (isLoading && isLoaded(delivery)) steps.push({ kind: 'load-again', delivery: delivery.id });
    else if (!isLoading && isLoaded(delivery) && !isPublished(delivery, restored))
      steps.push({ kind: 'ingest-again', delivery: delivery.id });
    else if (restored.arrived.has(delivery.id)) steps.push({ kind: 'receive-again', delivery: delivery.id });
  }
  return steps;
}

/** Neither was anything loaded for a published delivery without a number: its rows were unchanged. */
function isLoaded({ status, seq }: DeliveryRecord): boolean {
  return status === 'loading' || (status === 'published' && seq !== undefined);
}

function isPublished({ id }: DeliveryRecord, { publications }: RestoredDataset): boolean {
  return publications.some(({ delivery }) => delivery === id);
}

/** A failed one stays: a person retries or discards it, as ever. */
function mayResume(delivery: DeliveryRecord, { state, unstaged }: RestoredDataset): boolean {
  if (delivery.status === 'received' || delivery.status === 'ingesting') return true;
  if (delivery.status === 'failed') return delivery.seq === state.loading?.seq;
  return isLoaded(delivery) && delivery.seq === state.loading?.seq && !unstaged.has(delivery.id);
}
