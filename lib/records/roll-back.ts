import { refused } from '../../schemas/kernel/refusal.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import type { InputOf } from '../../schemas/kernel/route.ts';
import type { Publication } from '../../schemas/records/holding.ts';
import type { rollBackRoute } from '../../schemas/records/routes.ts';
import { voidedWith } from '../kernel/visibility.ts';
import type { Catalogue, Holdings } from './ports.ts';

export type RollBackPorts = { readonly catalogue: Pick<Catalogue, 'publishedVersion'>; readonly holdings: Pick<Holdings, 'read' | 'publication' | 'rollBack'>; readonly now: () => Instant };

/** Shows again what was shown after an earlier publication. Nothing is deleted: the places in between are voided, and as-of reads still see them. */
export async function rollBack({ caller, params, body }: InputOf<typeof rollBackRoute>, ports: RollBackPorts) {
  if ((await ports.catalogue.publishedVersion(params.dataset)) === null) return refused('dataset-not-found', { dataset: params.dataset });
  const [holding, target] = await Promise.all([ports.holdings.read(params.dataset), ports.holdings.publication(params.dataset, body.publication)]);
  if (target === null || target.number > holding.publications) return refused('publication-not-found', { number: body.publication });
  if (target.seq === holding.publishedSeq) return refused('already-there');
  if (target.seq > holding.publishedSeq) return refused('publication-not-found', { number: body.publication });

  const now = ports.now();
  const publication: Publication = {
    dataset: params.dataset,
    number: holding.publications + 1,
    kind: 'roll-back',
    at: now,
    by: caller.subject,
    reason: body.reason,
    seq: target.seq,
    // Everything given a place since then, published or discarded, and what was voided then.
    voided: voidedWith(target.voided, { from: target.seq + 1, to: holding.lastSeq }),
    records: target.records,
    ...(target.index === undefined ? {} : { index: target.index }),
  };
  return (await ports.holdings.rollBack(publication, now)) ? shown(publication) : refused('dataset-busy');
}

function shown({ index: _index, voided: _voided, ...rest }: Publication) {
  return rest;
}
