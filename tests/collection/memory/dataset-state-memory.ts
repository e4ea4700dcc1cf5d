import type { DatasetStateRepository } from '../../../lib/collection/ports.ts';
import type { PublicationRepository } from '../../../lib/records/ports.ts';
import { DatasetState, type Publication } from '../../../schemas/records/dataset-state.ts';

/** Dataset states in memory: each change is atomic. */
export function datasetStateMemory(): DatasetStateRepository & PublicationRepository {
  const datasetStates = new Map<string, DatasetState>();
  const publications = new Map<string, Publication[]>();
  const read = (dataset: string): DatasetState =>
    datasetStates.get(dataset) ?? {
      dataset,
      publishedSeq: 0,
      lastSeq: 0,
      voided: [],
      records: 0,
      publications: 0,
      fencingToken: 0,
    };
  const listOf = (dataset: string) => publications.get(dataset) ?? [];
  /** `undefined` removes an attribute. */
  const save = (
    dataset: string,
    changes: { readonly [K in keyof DatasetState]?: DatasetState[K] | undefined },
  ): DatasetState => {
    const saved = DatasetState.parse(
      Object.fromEntries(Object.entries({ ...read(dataset), ...changes }).filter(([, value]) => value !== undefined)),
    );
    datasetStates.set(dataset, saved);
    return structuredClone(saved);
  };
  const ownsLease = ({ lease, fencingToken }: DatasetState, delivery: string, under: number | undefined) =>
    lease?.delivery === delivery && (under === undefined || fencingToken === under);
  const move = (publication: Publication, allowed: boolean): boolean => {
    const { dataset, number, seq, voided, records, index } = publication;
    if (!allowed || number !== read(dataset).publications + 1) return false;
    publications.set(dataset, [...listOf(dataset), structuredClone(publication)]);
    save(dataset, {
      publishedSeq: seq,
      voided,
      records,
      publications: number,
      index,
      loading: undefined,
      lease: undefined,
    });
    return true;
  };

  return {
    read: async (dataset) => structuredClone(read(dataset)),
    acquireLease: async (dataset, delivery, now, until) => {
      const { lease, loading, fencingToken } = read(dataset);
      if ((lease !== undefined && lease.until > now) || (loading !== undefined && loading.delivery !== delivery))
        return null;
      return save(dataset, { lease: { delivery, until }, fencingToken: fencingToken + 1 });
    },
    renewLease: async (dataset, delivery, fencingToken, until) => {
      if (!ownsLease(read(dataset), delivery, fencingToken)) return false;
      save(dataset, { lease: { delivery, until } });
      return true;
    },
    beginLoading: async (dataset, delivery, fencingToken, seq) => {
      if (!ownsLease(read(dataset), delivery, fencingToken)) return false;
      save(dataset, { loading: { delivery, seq }, lastSeq: seq });
      return true;
    },
    releaseLease: async (dataset, delivery, fencingToken) => {
      if (ownsLease(read(dataset), delivery, fencingToken) && read(dataset).loading === undefined)
        save(dataset, { lease: undefined });
    },
    publish: async (publication, delivery) =>
      move(publication, read(publication.dataset).loading?.delivery === delivery),
    wasPublished: async (dataset, delivery) => listOf(dataset).some((publication) => publication.delivery === delivery),
    abandonLoading: async (dataset, delivery, voided, fencingToken) => {
      const datasetState = read(dataset);
      if (
        datasetState.loading?.delivery === delivery &&
        (fencingToken === undefined || datasetState.fencingToken === fencingToken)
      )
        save(dataset, { voided, loading: undefined, lease: undefined });
    },
    publicationsSince: async (dataset, since) => {
      const newestFirst = listOf(dataset).toReversed();
      const before = newestFirst.findIndex(({ at }) => at < since);
      return structuredClone(before < 0 ? newestFirst : newestFirst.slice(0, before + 1));
    },
    publications: async (dataset, limit) => structuredClone(listOf(dataset).toReversed().slice(0, limit)),
    publication: async (dataset, number) => structuredClone(listOf(dataset)[number - 1] ?? null),
    publicationAt: async (dataset, at) =>
      structuredClone(listOf(dataset).findLast((publication) => publication.at <= at) ?? null),
    rollBack: async (publication, { lastSeq }, now) => {
      const datasetState = read(publication.dataset);
      return move(
        publication,
        datasetState.lastSeq === lastSeq &&
          datasetState.loading === undefined &&
          (datasetState.lease === undefined || datasetState.lease.until <= now),
      );
    },
  };
}
