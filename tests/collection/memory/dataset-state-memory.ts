import type { HoldingBook } from '../../../lib/collection/ports.ts';
import type { Holdings } from '../../../lib/records/ports.ts';
import { Holding, type Publication } from '../../../schemas/records/dataset-state.ts';

/** Holdings in memory: each change is one step that nothing comes between. */
export function holdingMemory(): HoldingBook & Holdings {
  const holdings = new Map<string, Holding>();
  const publications = new Map<string, Publication[]>();
  const read = (dataset: string): Holding =>
    holdings.get(dataset) ?? {
      dataset,
      publishedSeq: 0,
      lastSeq: 0,
      voided: [],
      records: 0,
      publications: 0,
      fence: 0,
    };
  const listOf = (dataset: string) => publications.get(dataset) ?? [];
  /** `undefined` takes an attribute away. */
  const keep = (dataset: string, changes: { readonly [K in keyof Holding]?: Holding[K] | undefined }): Holding => {
    const kept = Holding.parse(
      Object.fromEntries(Object.entries({ ...read(dataset), ...changes }).filter(([, value]) => value !== undefined)),
    );
    holdings.set(dataset, kept);
    return structuredClone(kept);
  };
  const isTurnOf = ({ lease, fence }: Holding, delivery: string, under: number | undefined) =>
    lease?.delivery === delivery && (under === undefined || fence === under);
  const move = (publication: Publication, allowed: boolean): boolean => {
    const { dataset, number, seq, voided, records, index } = publication;
    if (!allowed || number !== read(dataset).publications + 1) return false;
    publications.set(dataset, [...listOf(dataset), structuredClone(publication)]);
    keep(dataset, {
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
    beginWork: async (dataset, delivery, now, until) => {
      const { lease, loading, fence } = read(dataset);
      if ((lease !== undefined && lease.until > now) || (loading !== undefined && loading.delivery !== delivery))
        return null;
      return keep(dataset, { lease: { delivery, until }, fence: fence + 1 });
    },
    keepWorking: async (dataset, delivery, fence, until) => {
      if (!isTurnOf(read(dataset), delivery, fence)) return false;
      keep(dataset, { lease: { delivery, until } });
      return true;
    },
    beginLoading: async (dataset, delivery, fence, seq) => {
      if (!isTurnOf(read(dataset), delivery, fence)) return false;
      keep(dataset, { loading: { delivery, seq }, lastSeq: seq });
      return true;
    },
    endWork: async (dataset, delivery, fence) => {
      if (isTurnOf(read(dataset), delivery, fence) && read(dataset).loading === undefined)
        keep(dataset, { lease: undefined });
    },
    publish: async (publication, delivery) =>
      move(publication, read(publication.dataset).loading?.delivery === delivery),
    wasPublished: async (dataset, delivery) => listOf(dataset).some((publication) => publication.delivery === delivery),
    abandonLoading: async (dataset, delivery, voided, fence) => {
      const holding = read(dataset);
      if (holding.loading?.delivery === delivery && (fence === undefined || holding.fence === fence))
        keep(dataset, { voided, loading: undefined, lease: undefined });
    },
    publications: async (dataset, limit) => structuredClone(listOf(dataset).toReversed().slice(0, limit)),
    publication: async (dataset, number) => structuredClone(listOf(dataset)[number - 1] ?? null),
    publicationAt: async (dataset, at) =>
      structuredClone(listOf(dataset).findLast((publication) => publication.at <= at) ?? null),
    rollBack: async (publication, { lastSeq }, now) => {
      const holding = read(publication.dataset);
      return move(
        publication,
        holding.lastSeq === lastSeq &&
          holding.loading === undefined &&
          (holding.lease === undefined || holding.lease.until <= now),
      );
    },
  };
}
