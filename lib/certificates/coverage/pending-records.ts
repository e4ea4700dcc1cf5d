import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { partName, type IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { findNewestVisible } from '../../kernel/newest-visible.ts';
import { deliveriesWithChangedVisibility } from '../issue/deliveries-with-changed-visibility.ts';
import { issuedYear } from '../issue/issued-year.ts';
import type { PublishedFaceData, IssuingProgressRepository } from '../issue/ports.ts';
import type { CertificateRepository, Tally } from '../ports.ts';
import type { PendingRecord, SourceRow } from './ports.ts';

export type PendingPorts = {
  readonly progress: Pick<IssuingProgressRepository, 'read'>;
  readonly faceData: PublishedFaceData;
  readonly repository: Pick<CertificateRepository, 'heads'>;
  readonly toTally: (head: CertificateHead) => Tally;
  /** The moment when a delivery came, from its number. */
  readonly createdAtOf: (delivery: string) => string;
};

const maxPublications = 10_000;
/** Heads that are read together. */
const headBatchSize = 500;

type Touched = { readonly record: string; readonly values: RecordValues | null; readonly delivery: string };

/**
 * The records that publications have touched which are not issued yet, each once, as they are now. The staged parts carry the values, the newest
 * publication first, so that a type of which nothing was issued yet is counted without reading a table; only after a roll-back the records themselves are read.
 */
export async function* pendingRecords(type: string, ports: PendingPorts): AsyncGenerator<PendingRecord> {
  const [progress, datasetState] = await Promise.all([ports.progress.read(type), ports.faceData.datasetState(type)]);
  const publications = await ports.faceData.publications(type, maxPublications);
  const waiting = publications.filter(({ number }) => number > progress.publication);
  const rolledBack = waiting.some(({ kind }) => kind === 'roll-back');
  const visibility = { seq: datasetState.publishedSeq, voided: datasetState.voided };
  const nothingIssued = progress.publication === 0 && progress.order === undefined;

  let batch: Touched[] = [];
  const counted = async (): Promise<PendingRecord[]> => {
    const heads = nothingIssued ? [] : await ports.repository.heads(batch.map(({ record }) => record));
    const found = await Promise.all(
      batch.map(async ({ record, values, delivery }, i) => {
        const head = heads[i] ?? null;
        const newest = rolledBack ? await findNewestVisible(record, visibility, ports.faceData) : null;
        const now = rolledBack ? newest : values === null ? null : { values, delivery };
        return {
          counted: head === null ? null : ports.toTally(head),
          row: now === null ? null : toSourceRow(now.values, ports.createdAtOf(now.delivery)),
        };
      }),
    );
    batch = [];
    return found;
  };
  for await (const touched of touchedRecords(waiting, publications, progress, ports.faceData)) {
    batch.push(touched);
    if (batch.length === headBatchSize) yield* await counted();
  }
  yield* await counted();
}

async function* touchedRecords(
  waiting: readonly Publication[],
  all: readonly Publication[],
  { order, done }: IssuingProgress,
  faceData: PublishedFaceData,
): AsyncGenerator<Touched> {
  const seen = new Set<string>();
  const ready = new Set(done);
  for (const publication of waiting) {
    const before = all.find(({ number }) => number === publication.number - 1) ?? null;
    for (const delivery of deliveriesWithChangedVisibility(publication, before, all)) {
      const parts = await faceData.partsOf(delivery);
      for (let part = 1; part <= parts; part += 1) {
        if (order?.publication === publication.number && ready.has(partName(delivery, part))) continue;
        for await (const { record, values } of faceData.recordsOfPart(delivery, part)) {
          if (seen.has(record)) continue;
          seen.add(record);
          yield { record, values, delivery };
        }
      }
    }
  }
}

function toSourceRow(values: RecordValues, since: string): SourceRow {
  return { division: values['division'] ?? '', since, ...definedOnly({ issuedYear: issuedYear(values) }) };
}
