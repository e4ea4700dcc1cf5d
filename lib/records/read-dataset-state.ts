import { refused } from '../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../schemas/kernel/route.ts';
import type { readHoldingRoute } from '../../schemas/records/routes.ts';
import { mayRead } from './may-read.ts';
import type { Catalogue, Holdings, LinksOf } from './ports.ts';

export type ReadHoldingPorts = {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly holdings: Pick<Holdings, 'read' | 'publications'>;
  readonly linksOf: LinksOf;
};

const publicationsShown = 50;

/** How much is held of a dataset, since when, and whether its doors are confirmed. */
export async function readHolding({ caller, params }: InputOf<typeof readHoldingRoute>, ports: ReadHoldingPorts) {
  const version = await ports.catalogue.publishedVersion(params.dataset);
  if (version === null) return refused('dataset-not-found', { dataset: params.dataset });
  if (!mayRead(caller, version) && !caller.roles.includes('supervisor')) return refused('not-your-department');
  const [holding, publications, links] = await Promise.all([
    ports.holdings.read(params.dataset),
    ports.holdings.publications(params.dataset, publicationsShown),
    ports.linksOf(params.dataset),
  ]);
  return {
    dataset: params.dataset,
    records: holding.records,
    publishedSeq: holding.publishedSeq,
    links: [...links],
    publications: publications.map(({ index: _index, voided: _voided, ...rest }) => rest),
  };
}
