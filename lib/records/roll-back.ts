import type { Instant } from '../../schemas/kernel/day.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import { type Publication, toPublicationView, type VoidedRange } from '../../schemas/records/dataset-state.ts';
import type { rollBackRoute } from '../../schemas/records/routes.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { addVoidedRange } from '../kernel/visibility.ts';
import { logRollBack, type LogRollBackPorts } from './changes/log-roll-back.ts';
import type { Catalogue, PublicationRepository } from './ports.ts';

export type RollBackPorts = LogRollBackPorts & {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publication' | 'rollBack'>;
  readonly now: () => Instant;
  /** Never fails. */
  readonly events: { readonly datasetPublished: (dataset: string) => Promise<void> };
};

/** Voids later sequence numbers; nothing is deleted. Refuses while a delivery is being ingested or loaded. */
export async function rollBack({ caller, params, body }: RouteInput<typeof rollBackRoute>, ports: RollBackPorts) {
  if ((await ports.catalogue.publishedVersion(params.dataset)) === null)
    return refused('dataset-not-found', { dataset: params.dataset });
  const [datasetState, target] = await Promise.all([
    ports.datasetStates.read(params.dataset),
    ports.datasetStates.publication(params.dataset, body.publication),
  ]);
  if (target === null) return refused('publication-not-found', { number: body.publication });
  if (target.seq === datasetState.publishedSeq) return refused('already-there');

  const changeLog = await logRollBack(datasetState, target, ports);
  const now = ports.now();
  const publication: Publication = {
    dataset: params.dataset,
    number: datasetState.publications + 1,
    kind: 'roll-back',
    at: now,
    by: caller.subject,
    reason: body.reason,
    seq: target.seq,
    voided: voidedSince(target, datasetState.lastSeq),
    records: target.records,
    ...definedOnly({ index: target.index, changeLog }),
  };
  if (!(await ports.datasetStates.rollBack(publication, datasetState, now))) return refused('dataset-busy');
  await ports.events.datasetPublished(params.dataset);
  return toPublicationView(publication);
}

function voidedSince({ voided, seq }: Publication, lastSeq: number): VoidedRange[] {
  return seq === lastSeq ? [...voided] : addVoidedRange(voided, { from: seq + 1, to: lastSeq });
}
