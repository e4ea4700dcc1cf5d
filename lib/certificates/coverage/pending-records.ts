import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { partName, type IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { findNewestVisible } from '../../kernel/newest-visible.ts';
import { issuedYear } from '../issue/build-document.ts';
import type { PublishedFaceData, IssuingProgressRepository } from '../issue/ports.ts';
import { deliveriesWithChangedVisibility } from '../issue/schedule-next-publication.ts';
import type { CertificateRepository, Tally } from '../ports.ts';
import type { PendingRecord, SourceRow } from './ports.ts';

export type PendingPorts = {
  readonly progress: Pick<IssuingProgressRepository, 'read'>;
  readonly faceData: PublishedFaceData;
  readonly repository: Pick<CertificateRepository, 'heads'>;
  readonly toTally: (head: CertificateHead) => Tally;
  readonly deliveryCreatedAt: (delivery: string) => string;
};

const maxPublications = 10_000;
const headBatchSize = 500;

type Touched = { readonly record: string; readonly values: RecordValues | null; readonly delivery: string };

/**
 * Yields each record touched by an unissued publication once: from staged parts, or after a roll-back from the records.
 */
export async function* pendingRecords(type: string, ports: PendingPorts): AsyncGenerator<PendingRecord> {
  const [progress, datasetState] = await Promise.all([ports.progress.read(type), ports.faceData.datasetState(type)]);
  const publications = await ports.faceData.publications(type, maxPublications);
  const unissued = publications.filter(({ number }) => number > progress.publication);
  const rolledBack = unissued.some(({ kind }) => kind === 'roll-back');
  const visibility = { seq: datasetState.publishedSeq, voided: datasetState.voided };
  const nothingIssued = progress.publication === 0 && progress.order === undefined;

  let batch: Touched[] = [];
  const countBatch = async (): Promise<PendingRecord[]> => {
    const heads = nothingIssued ? [] : await ports.repository.heads(batch.map(({ record }) => record));
    const found = await Promise.all(
      batch.map(async ({ record, values, delivery }, i) => {
        const head = heads[i] ?? null;
        const newest = rolledBack ? await findNewestVisible(record, visibility, ports.faceData) : null;
        const staged = values === null ? null : { values, delivery };
        const now = rolledBack ? newest : staged;
        return {
          counted: head === null ? null : ports.toTally(head),
          row: now === null ? null : toSourceRow(now.values, ports.deliveryCreatedAt(now.delivery)),
        };
      }),
    );
    batch = [];
    return found;
  };
  for await (const touched of touchedRecords(unissued, publications, progress, ports.faceData)) {
    batch.push(touched);
    if (batch.length === headBatchSize) yield* await countBatch();
  }
  yield* await countBatch();
}

async function* touchedRecords(
  unissued: readonly Publication[],
  all: readonly Publication[],
  { order, done }: IssuingProgress,
  faceData: PublishedFaceData,
): AsyncGenerator<Touched> {
  const seen = new Set<string>();
  const issuedParts = new Set(done);
  for (const publication of unissued) {
    const previous = all.find(({ number }) => number === publication.number - 1) ?? null;
    for (const delivery of deliveriesWithChangedVisibility(publication, previous, all)) {
      const parts = await faceData.countParts(delivery);
      for (let part = 1; part <= parts; part += 1) {
        if (order?.publication === publication.number && issuedParts.has(partName(delivery, part))) continue;
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
