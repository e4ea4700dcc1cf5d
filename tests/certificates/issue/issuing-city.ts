import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { contentHash } from '../../../lib/adapters/certificates/content-hash.ts';
import { issuingProgressRepository } from '../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { quarantineReason } from '../../../lib/adapters/certificates/quarantine-reason.ts';
import { quarantineRepository } from '../../../lib/adapters/certificates/quarantine-repository.ts';
import { issueCertificates } from '../../../lib/certificates/issue/issue-certificates.ts';
import type { IssuePorts, QuarantineRepository } from '../../../lib/certificates/issue/ports.ts';
import { scheduleNextPublication } from '../../../lib/certificates/issue/schedule-next-publication.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { listOf } from '../../adapters/certificates/chains.ts';
import { eventedNames } from '../../adapters/events/evented-tables.ts';
import { versionOf } from '../../collection/template/sample-version.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const seed = seedCertificates()[0]?.dataset;
if (seed === undefined) throw new Error('no seed');
const version = DatasetVersion.parse({ ...versionOf(), dataset: seed.dataset, content: seed.content });
export const deliveries = [
  '01JD0000000000000000000001',
  '01JD0000000000000000000002',
  '01JD0000000000000000000003',
] as const;
const time = { remainingMs: () => 60_000 };
let count = 0;

export class TooLarge extends Error {
  override readonly name = 'ValidationException';
}
export class KmsDown extends Error {
  override readonly name = 'KMSInternalException';
}

/** Up to three publications of three records; signing fails for the numbers in `faulty`. */
export function openIssuingCity(tables: DynamoDBDocumentClient) {
  const type = aType({ type: `certificate-quarantine-${(count += 1)}` });
  const records = [0, 1, 2].map((i) => `${type.type}#${`${i}`.padStart(32, '0')}`);
  const faulty = new Map<string, () => Error>();
  const published: RecordVersion[][] = [];
  const queue: object[] = [];
  const memory = certificateMemory();
  const unreadable = new Set<string>();
  const quarantine: QuarantineRepository = quarantineRepository(tables, eventedNames.certificateWork);
  const publish = (which: readonly number[], removed: readonly number[] = []) =>
    published.push(
      [...which, ...removed].map((i) => ({
        record: records[i] ?? '',
        seq: published.length + 1,
        removed: removed.includes(i),
        delivery: deliveries[published.length] ?? deliveries[0],
        sheet: '照面',
        row: i + 4,
        values: valuesOf(i, published.length),
      })),
    );
  const ports: IssuePorts = {
    types: { type: async () => type, all: async () => [type] },
    catalogue: { publishedVersion: async () => version, codeLists: async () => seedCodeLists() },
    repository: {
      ...memory.repository,
      heads: async (all) =>
        (await memory.repository.heads(all)).map((head, i) => (unreadable.has(all[i] ?? '') ? undefined : head)),
    },
    lists: memory.lists,
    progress: issuingProgressRepository(tables, eventedNames),
    faceData: {
      datasetState: async () => ({
        publishedSeq: published.length,
        voided: [],
        publications: published.length,
        records: records.length,
      }),
      publicationCounts: async () => [published.length],
      publication: async (dataset, number) => ({
        dataset,
        number,
        kind: 'delivery',
        at: '2026-11-29T00:00:00.000Z',
        by: 'officer-1',
        delivery: deliveries[number - 1] ?? deliveries[0],
        seq: number,
        voided: [],
        records: 3,
      }),
      publications: async () => [],
      confirmed: async () => true,
      countParts: async () => 1,
      recordsOfPart: async function* (delivery) {
        const all = published[deliveries.findIndex((one) => one === delivery)] ?? [];
        for (const { record, values } of all) yield { record, values };
      },
      versionsOfRecord: async function* (record, upTo) {
        yield* published
          .flat()
          .filter((one) => one.record === record && one.seq <= upTo)
          .toReversed();
      },
    },
    hashes: { number: (_, number) => number, holder: (code) => code },
    contentHash,
    sign: async (document) => {
      const fault = faulty.get(document.CertificateNumber);
      if (fault !== undefined) throw fault();
      return { document, jws: 'header..signature' };
    },
    listAddress: (name, year) => `https://example.test/${name}/${year}`,
    messages: {
      datasetChanged: async () => undefined,
      records: async (dataset, all) => void queue.push({ dataset, records: all }),
      parts: async (dataset, publication, places) => {
        for (const place of places) queue.push({ dataset, publication, ...place });
      },
    },
    quarantine,
    quarantineReason,
    maxIssueAttempts: 3,
    leaseSeconds: 120,
    partsInFlight: 3,
    now: () => '2026-11-29T00:00:00.000Z',
  };

  /** Works as the sweep and the queue do: a failed message comes again. Returns the failures. */
  const work = async (worker: IssuePorts = ports): Promise<unknown[]> => {
    const failures: unknown[] = [];
    try {
      await scheduleNextPublication(type.type, worker);
    } catch (error) {
      return [error];
    }
    for (let message = queue.shift(); message !== undefined && failures.length < 10; message = queue.shift()) {
      try {
        await issueCertificates(Message.parse(message), worker, time);
      } catch (error) {
        failures.push(error);
        queue.push(message);
      }
    }
    return failures;
  };
  const listed = async () => await listOf(quarantine.failed(type.type));
  const issued = async () =>
    (await memory.repository.heads(records)).map((head) => head?.current?.signed.document.CertificateVersion ?? null);
  const failureOf = async (i: number) => (await memory.repository.head(records[i] ?? ''))?.failure?.code;
  return { type, records, faulty, unreadable, ports, publish, work, listed, issued, failureOf };
}

const Message = z.union([
  z.object({ dataset: z.string(), records: z.array(z.string()) }),
  z.object({ dataset: z.string(), publication: z.int(), delivery: z.string(), part: z.int() }),
]);

const valuesOf = (record: number, change: number) => ({
  certificate_number: `TW${record}`,
  holder_name: `测试${change}`,
  holder_type: '111',
  holder_code: '41110219900307001X',
  issuing_authority: '漯河市交通运输局',
  issuing_authority_code: '11411100MB1234562R',
  issued_date: '2020-03-05',
  division: '411100',
});
