import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { contentHash } from '../../../lib/adapters/certificates/content-hash.ts';
import { issuingProgressRepository } from '../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { quarantineReason } from '../../../lib/adapters/certificates/quarantine-reason.ts';
import { quarantineRepository } from '../../../lib/adapters/certificates/quarantine-repository.ts';
import { issueCertificates } from '../../../lib/certificates/issue/issue-certificates.ts';
import type { IssuePorts, QuarantineRepository } from '../../../lib/certificates/issue/ports.ts';
import { scheduleNextPublication } from '../../../lib/certificates/issue/schedule-next-publication.ts';
import { Failure } from '../../../lib/kernel/failure.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { listOf } from '../../adapters/certificates/chains.ts';
import { tableServers, type TableServer } from '../../adapters/dynamodb/table-servers.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { versionOf } from '../../collection/template/sample-version.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const seed = seedCertificates()[0]?.dataset;
if (seed === undefined) throw new Error('no seed');
const version = DatasetVersion.parse({ ...versionOf(), dataset: seed.dataset, content: seed.content });
const deliveries = ['01JD0000000000000000000001', '01JD0000000000000000000002'] as const;
const time = { remainingMs: () => 60_000 };
let count = 0;

class TooLarge extends Error {
  override readonly name = 'ValidationException';
}
class KmsDown extends Error {
  override readonly name = 'KMSInternalException';
}

/** Two publications of three records; signing fails for the numbers in `faulty`. */
function openIssuingCity(server: TableServer, table: string) {
  const type = aType({ type: `certificate-quarantine-${(count += 1)}` });
  const records = [0, 1, 2].map((i) => `${type.type}#${`${i}`.padStart(32, '0')}`);
  const faulty = new Map<string, () => Error>();
  const published: RecordVersion[][] = [];
  const queue: object[] = [];
  const memory = certificateMemory();
  const unreadable = new Set<string>();
  const quarantine: QuarantineRepository = quarantineRepository(server.tables, table);
  const publish = (which: readonly number[]) =>
    published.push(
      which.map((i) => ({
        record: records[i] ?? '',
        seq: published.length + 1,
        removed: false,
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
    progress: issuingProgressRepository(server.tables, table),
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

  /** Works as the queue does: a failed message comes again. Returns the failures. */
  const work = async (): Promise<unknown[]> => {
    const failures: unknown[] = [];
    await scheduleNextPublication(type.type, ports);
    for (let message = queue.shift(); message !== undefined && failures.length < 10; message = queue.shift()) {
      try {
        await issueCertificates(Message.parse(message), ports, time);
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

const notIssued = expect.objectContaining({ code: 'records-not-issued' });

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('quarantine on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let table: string;
    let city: ReturnType<typeof openIssuingCity>;
    beforeAll(async () => {
      const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
        TableName.endsWith('-certificate-work'),
      );
      server = await kind.start(properties);
      table = nameOf(properties, 'certificate-work');
    });
    afterAll(() => server.close());
    beforeEach(() => {
      city = openIssuingCity(server, table);
      city.publish([0, 1, 2]);
    });

    test('a record that fails three times is set aside; the others and the next publication go on', async () => {
      city.faulty.set('TW1', () => new TooLarge('of a person'));
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.failureOf(1)]).toEqual([['001', null, '001'], 'issuing-failed']);
      expect(await city.listed()).toEqual([
        {
          record: city.records[1],
          seq: 1,
          attempts: 3,
          reason: 'data-rejected',
          at: '2026-11-29T00:00:00.000Z',
          source: { delivery: deliveries[0], sheet: '照面', row: 5 },
        },
      ]);
      city.publish([0, 2]);
      expect(await city.work()).toEqual([]);
      expect(await city.issued()).toEqual(['002', null, '002']);
      expect(await city.ports.progress.read(city.type.type)).toMatchObject({ publication: 2, done: [] });
    });

    test('its next version releases it', async () => {
      city.faulty.set('TW1', () => new TooLarge());
      await city.work();
      city.faulty.clear();
      city.publish([1]);
      expect(await city.work()).toEqual([]);
      expect([await city.issued(), await city.failureOf(1), await city.listed()]).toEqual([
        ['001', '002', '001'],
        undefined,
        [],
      ]);
    });

    test('a next version that fails too is counted from one again', async () => {
      city.faulty.set('TW1', () => new TooLarge());
      await city.work();
      city.publish([1]);
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect(await city.listed()).toMatchObject([{ seq: 2, attempts: 3 }]);
    });

    test('the centre tries again: in vain it stays, repaired it is issued', async () => {
      city.faulty.set('TW1', () => new TypeError('a fault of the program'));
      await city.work();
      const again = async () => await city.ports.messages.records(city.type.type, [city.records[1] ?? '']);
      await again();
      expect(await city.work()).toEqual([]);
      expect(await city.listed()).toMatchObject([{ attempts: 4, reason: 'processing-error' }]);
      city.faulty.clear();
      await again();
      expect(await city.work()).toEqual([]);
      expect([await city.issued(), await city.failureOf(1), await city.listed()]).toEqual([
        ['001', '001', '001'],
        undefined,
        [],
      ]);
    });

    test('a fault that passes leaves nothing behind', async () => {
      let left = 2;
      city.faulty.set('TW1', () => {
        left -= 1;
        if (left === 0) city.faulty.clear();
        return new TooLarge();
      });
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.listed()]).toEqual([['001', '001', '001'], []]);
    });

    test('a chain that cannot be read is set aside alone', async () => {
      city.unreadable.add(city.records[0] ?? '');
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.listed()]).toMatchObject([
        [null, '001', '001'],
        [{ record: city.records[0], reason: 'stored-unreadable', attempts: 3 }],
      ]);
    });

    test('nothing is quarantined while KMS is down: the work waits', async () => {
      city.faulty.set('TW1', () => new KmsDown());
      expect(await city.work()).toHaveLength(10);
      expect([await city.listed(), await city.failureOf(1)]).toEqual([[], undefined]);
      city.faulty.clear();
      expect(await city.work()).toEqual([]);
      expect(await city.issued()).toEqual(['001', '001', '001']);
    });
  });
});

describe('an error is the fault of the record', () => {
  const named = (name: string) => Object.assign(new Error('x'), { name });
  test.each<[string, unknown, string | null]>([
    ['an item over the limit of DynamoDB', named('ValidationException'), 'data-rejected'],
    ['a document without a canonical form', new Failure('payload-not-canonical'), 'data-rejected'],
    ['an unreadable stored item', z.string().safeParse(1).error, 'stored-unreadable'],
    ['an item without its text', new Failure('item-without-text'), 'stored-unreadable'],
    ['a fault of the program', new TypeError('x'), 'processing-error'],
    ['throttling', named('ThrottlingException'), null],
    ['KMS throttled through all attempts', new Failure('kms-throttled'), null],
    ['a key that cannot sign', new Failure('signing-key-not-usable'), null],
    ['a missing permission', named('AccessDeniedException'), null],
    ['a missing table', named('ResourceNotFoundException'), null],
    ['a time-out', named('TimeoutError'), null],
    ['what is no error', 'text', null],
  ])('%s', (_, error, reason) => {
    expect(quarantineReason(error)).toBe(reason);
  });
});
