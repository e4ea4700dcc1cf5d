import { isStaged, type DeliveryRecord, type StagedDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import { addVoidedRange } from '../../kernel/visibility.ts';
import type { DatasetStateRepository, DeliveryRepository } from '../ports.ts';
import { partKey } from '../staging.ts';
import { planRestore, type RestoreStep } from './plan-restore.ts';

export type ContinueAfterRestorePorts = {
  readonly datasetStates: Pick<DatasetStateRepository, 'read' | 'abandonLoading'> & {
    readonly publications: (dataset: string, limit: number) => Promise<readonly Publication[]>;
  };
  readonly deliveries: Pick<DeliveryRepository, 'listByDataset' | 'change'>;
  readonly restored: {
    /** Every dataset that has a state, a delivery or a record version, with its highest number in the records table. */
    readonly highestSeqs: () => Promise<ReadonlyMap<string, number>>;
    /** False when the number has moved on since. */
    readonly voidSeqs: (
      dataset: string,
      before: Pick<DatasetState, 'lastSeq'>,
      after: Pick<DatasetState, 'lastSeq' | 'voided'>,
    ) => Promise<boolean>;
    /** Ends what was loaded before, and orders the work by a due `retryAt`. False when the status has changed. */
    readonly workAgain: (
      delivery: DeliveryRecord,
      status: 'received' | 'loading',
      decision: DeliveryRecord['decisions'][number],
    ) => Promise<boolean>;
    /** Whether there are objects of all these keys in the work bucket. */
    readonly haveObjects: (keys: readonly string[]) => Promise<boolean>;
    readonly hasUpload: (rawKey: string) => Promise<boolean>;
  };
  readonly now: () => Instant;
};

export type ContinuedDataset = { readonly dataset: string; readonly steps: readonly RestoreStep[] };

const maxPublications = 10_000;
const maxDeliveries = 10_000;

/**
 * Makes restored tables agree that are from different seconds, before any worker runs on them. Idempotent.
 * A dry run only answers the steps. docs/operations/restoring.md says in which order tables are restored.
 */
export async function continueAfterRestore(
  { by, dryRun }: { readonly by: string; readonly dryRun: boolean },
  ports: ContinueAfterRestorePorts,
): Promise<readonly ContinuedDataset[]> {
  const continued: ContinuedDataset[] = [];
  for (const [dataset, highestSeq] of await ports.restored.highestSeqs()) {
    const [state, publications, deliveries] = await Promise.all([
      ports.datasetStates.read(dataset),
      ports.datasetStates.publications(dataset, maxPublications),
      ports.deliveries.listByDataset(dataset, { limit: maxDeliveries }),
    ]);
    const unstaged = await findUnstaged(deliveries, state, ports);
    const arrived = await findArrived(deliveries, ports);
    const steps = planRestore({ state, publications, deliveries, unstaged, arrived, highestSeq });
    if (!dryRun) for (const step of steps) await takeStep(step, { dataset, deliveries, by }, ports);
    if (steps.length > 0) continued.push({ dataset, steps });
  }
  return continued;
}

async function findUnstaged(
  deliveries: readonly DeliveryRecord[],
  { loading }: DatasetState,
  { restored }: ContinueAfterRestorePorts,
): Promise<ReadonlySet<string>> {
  const delivery = deliveries.find(({ id }) => id === loading?.delivery);
  if (delivery === undefined || !isStaged(delivery)) return new Set();
  return new Set((await restored.haveObjects(stagedKeys(delivery))) ? [] : [delivery.id]);
}

async function findArrived(
  deliveries: readonly DeliveryRecord[],
  { restored }: ContinueAfterRestorePorts,
): Promise<ReadonlySet<string>> {
  const arrived = new Set<string>();
  for (const { id, status, rawKey } of deliveries)
    if (status === 'awaiting-upload' && (await restored.hasUpload(rawKey))) arrived.add(id);
  return arrived;
}

function stagedKeys({ staged: { prefix, parts, index } }: StagedDelivery): readonly string[] {
  const partKeys = Array.from({ length: parts }, (_, i) => partKey(prefix, i + 1));
  return index === undefined ? partKeys : [index, ...partKeys];
}

async function takeStep(
  step: RestoreStep,
  {
    dataset,
    deliveries,
    by,
  }: { readonly dataset: string; readonly deliveries: readonly DeliveryRecord[]; readonly by: string },
  ports: ContinueAfterRestorePorts,
): Promise<void> {
  const { lastSeq, voided } = await ports.datasetStates.read(dataset);
  if (step.kind === 'abandon-loading') {
    const after = addVoidedRange(voided, { from: step.seq, to: step.seq });
    await ports.datasetStates.abandonLoading(dataset, step.delivery, after);
  } else if (step.kind === 'void-seqs') {
    const after = { lastSeq: step.to, voided: addVoidedRange(voided, { from: step.from, to: step.to }) };
    await ports.restored.voidSeqs(dataset, { lastSeq }, after);
  } else if (step.kind === 'receive-again') {
    await ports.deliveries.change(step.delivery, ['awaiting-upload'], { retryAt: ports.now() });
  } else {
    const delivery = deliveries.find(({ id }) => id === step.delivery);
    if (delivery === undefined) return;
    const status = step.kind === 'load-again' ? 'loading' : 'received';
    await ports.restored.workAgain(delivery, status, { kind: 'retried', by, at: ports.now() });
  }
}
