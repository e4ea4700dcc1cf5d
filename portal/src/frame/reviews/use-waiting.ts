import { useQuery } from '@tanstack/react-query';
import { listDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetListing } from '../../../../schemas/catalogue/views.ts';
import { listAllDeliveriesRoute } from '../../../../schemas/collection/routes.ts';
import { listSourcesRoute } from '../../../../schemas/collection/sources/routes.ts';
import { listDatasetStatesRoute, maxStatesAtOnce } from '../../../../schemas/records/routes.ts';
import type { Collected } from '../../catalogue/link-tag.tsx';
import type { WaitingVersion } from '../../catalogue/review/version-list.tsx';
import type { WaitingLink } from '../../collection/review/link-list.tsx';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { readAllPages } from '../../shared/api/read-all-pages.ts';
import { useApi } from '../../shared/api/use-api.ts';

const limit = '200';

const waitingStatuses = { 'drafts-to-review': 'submitted', 'drafts-to-publish': 'registered' } as const;

/** Everything that waits for the information centre, by kind. Each is read to its end: tabs count what they list. */
export function useWaiting() {
  const api = useApi();
  const listings = (status: 'submitted' | 'registered' | 'published') =>
    readAllPages((cursor) => api.call(listDatasetsRoute, { query: { status, limit, ...cursor } }));
  // One query serves two tabs, which show different parts of its answer.
  const states = {
    queryKey: [listDatasetStatesRoute.operation, 'published'],
    queryFn: async () => await readStates(await listings('published'), api),
  };
  return {
    toReview: useQuery({
      queryKey: [listDatasetsRoute.operation, 'to-review'],
      queryFn: async () => (await listings('submitted')).map((listing) => toVersion(listing, 'drafts-to-review')),
    }),
    toPublish: useQuery({
      queryKey: [listDatasetsRoute.operation, 'to-publish'],
      queryFn: async () => (await listings('registered')).map((listing) => toVersion(listing, 'drafts-to-publish')),
    }),
    toConfirm: useQuery({ ...states, select: waitingLinks }),
    sheets: useQuery({ ...states, select: waitingSheets }),
    sources: useQuery({
      queryKey: [listSourcesRoute.operation, 'registered'],
      queryFn: async () =>
        (await readAllPages((cursor) => api.call(listSourcesRoute, { query: { limit, ...cursor } }))).filter(
          ({ state }) => state === 'registered',
        ),
    }),
    deliveries: useQuery({
      queryKey: [listAllDeliveriesRoute.operation, 'awaiting-approval'],
      queryFn: async () =>
        await readAllPages((cursor) =>
          api.call(listAllDeliveriesRoute, { query: { status: 'awaiting-approval', limit, ...cursor } }),
        ),
    }),
  };
}

/** Of a dataset that was published before, the version stands in `open`. */
function toVersion(listing: DatasetListing, kind: WaitingVersion['kind']): WaitingVersion {
  const status = waitingStatuses[kind];
  return { kind, listing, version: listing.open?.status === status ? listing.open.version : listing.version };
}

type PublishedState = { readonly listing: DatasetListing; readonly state: Collected };

async function readStates(listings: readonly DatasetListing[], api: ApiClient): Promise<readonly PublishedState[]> {
  const byDataset = new Map(listings.map((listing) => [listing.dataset, listing]));
  const ids = [...byDataset.keys()];
  const requests = Array.from({ length: Math.ceil(ids.length / maxStatesAtOnce) }, (_, index) =>
    ids.slice(index * maxStatesAtOnce, (index + 1) * maxStatesAtOnce).join(','),
  );
  const states = [];
  // One after the other: each request reads the state of fifty datasets.
  for (const datasets of requests)
    states.push(...(await api.call(listDatasetStatesRoute, { query: { datasets } })).items);
  return states.flatMap((state) => {
    const listing = byDataset.get(state.dataset);
    return listing === undefined ? [] : [{ listing, state }];
  });
}

const waitingLinks = (states: readonly PublishedState[]): readonly WaitingLink[] =>
  states.flatMap(({ listing, state: { links, records } }) =>
    links.filter(({ state }) => state === 'on-trial').map((link) => ({ link, listing, records })),
  );

const waitingSheets = (states: readonly PublishedState[]): readonly DatasetListing[] =>
  states.filter(({ state }) => state.updateSheet === 'waiting').map(({ listing }) => listing);
