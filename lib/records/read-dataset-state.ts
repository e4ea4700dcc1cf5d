import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import { toPublicationView } from '../../schemas/records/dataset-state.ts';
import type { readDatasetStateRoute } from '../../schemas/records/routes.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { nameActors, type ActorPorts } from '../kernel/name-actors.ts';
import type { Catalogue, PublicationRepository, ReadLinks } from './ports.ts';

export type DatasetStatePorts = {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publications'>;
  readonly readLinks: ReadLinks;
};

export type ReadDatasetStatePorts = DatasetStatePorts & ActorPorts;

const maxPublications = 50;

/** Reads the record count, the last 50 publications, which channels are confirmed, and names who acted. */
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
  const accounts = [
    ...links.map(({ receipt }) => receipt?.confirmedBy),
    ...publications.flatMap(({ by, approvedBy }) => [by, approvedBy]),
  ];
  return {
    dataset: params.dataset,
    records: datasetState.records,
    publishedSeq: datasetState.publishedSeq,
    links: [...links],
    publications: publications.map(toPublicationView),
    actors: await nameActors(caller, accounts, ports),
  };
}
