import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { readDatasetStateRoute } from '../../schemas/records/routes.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import type { Catalogue, PublicationRepository, ReadLinks } from './ports.ts';

export type ReadDatasetStatePorts = {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publications'>;
  readonly readLinks: ReadLinks;
};

const maxPublications = 50;

/** Reads the record count, the last 50 publications, and which channels are confirmed. */
export async function readDatasetState(
  { caller, params }: RouteInput<typeof readDatasetStateRoute>,
  ports: ReadDatasetStatePorts,
) {
  const version = await ports.catalogue.publishedVersion(params.dataset);
  if (version === null) return refused('dataset-not-found', { dataset: params.dataset });
  if (!isPermitted(caller, 'read-dataset-state', version.content.metadata.provider))
    return refused('not-your-department');
  const [datasetState, publications, links] = await Promise.all([
    ports.datasetStates.read(params.dataset),
    ports.datasetStates.publications(params.dataset, maxPublications),
    ports.readLinks(params.dataset),
  ]);
  return {
    dataset: params.dataset,
    records: datasetState.records,
    publishedSeq: datasetState.publishedSeq,
    links: [...links],
    publications: publications.map(({ index: _index, voided: _voided, ...rest }) => rest),
  };
}
