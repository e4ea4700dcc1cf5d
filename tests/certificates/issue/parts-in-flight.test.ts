import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { seedCertificates, seedCodeLists } from '../../../infra/seeds/index.ts';
import { issuingProgressRepository } from '../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { issueCertificates } from '../../../lib/certificates/issue/issue-certificates.ts';
import type { IssuePorts, IssuingProgressRepository } from '../../../lib/certificates/issue/ports.ts';
import { scheduleNextPublication } from '../../../lib/certificates/issue/schedule-next-publication.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { tableServers } from '../../adapters/dynamodb/table-servers.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { versionOf } from '../../collection/template/sample-version.ts';
import { certificateMemory } from '../memory/certificate-memory.ts';
import { aType } from '../types/a-type.ts';

const seed = seedCertificates()[0]?.dataset;
if (seed === undefined) throw new Error('no seed');
const version = DatasetVersion.parse({ ...versionOf(), dataset: seed.dataset, content: seed.content });
const delivery = '01JD0000000000000000000001';
const time = { remainingMs: () => 60_000 };
type PartMessage = {
  readonly dataset: string;
  readonly publication: number;
  readonly delivery: string;
  readonly part: number;
};

/** A publication of so many parts, none of which holds a record: what counts here is the order of the messages. */
function openIssuing(progress: IssuingProgressRepository, dataset: string, parts: number) {
  const queue: PartMessage[] = [];
  const never = async () => Promise.reject(new Error('no record is issued here'));
  const ports: IssuePorts = {
    types: { type: async () => aType(), all: async () => [aType()] },
    catalogue: { publishedVersion: async () => version, codeLists: async () => seedCodeLists() },
    ...certificateMemory(),
    progress,
    faceData: {
      datasetState: async () => ({ publishedSeq: 1, voided: [], publications: 1, records: 0 }),
      publicationCounts: async () => [1],
      publication: async () => ({
        dataset,
        number: 1,
        kind: 'delivery',
        at: '2026-11-29T00:00:00.000Z',
        by: 'officer-1',
        delivery,
        seq: 1,
        voided: [],
        records: 0,
      }),
      publications: async () => [],
      confirmed: async () => true,
      countParts: async () => parts,
      recordsOfPart: async function* () {},
      versionsOfRecord: async function* () {},
    },
    hashes: { number: () => '', holder: () => '' },
    contentHash: () => '',
    sign: never,
    listAddress: () => '',
    messages: {
      datasetChanged: async () => undefined,
      records: never,
      parts: async (_, publication, places) => {
        for (const place of places) queue.push({ dataset, publication, ...place });
      },
    },
    quarantine: { failed: async function* () {}, recordFailure: never, clear: never },
    quarantineReason: () => null,
    maxIssueAttempts: 3,
    leaseSeconds: 120,
    partsInFlight: 3,
    now: () => '2026-11-29T00:00:00.000Z',
  };
  return { queue, ports, partsQueued: () => queue.map(({ part }) => part) };
}

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('issuing on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let progress: IssuingProgressRepository;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
        /-(certificate-work|events)$/.test(TableName),
      );
      const server = await kind.start(properties);
      progress = issuingProgressRepository(server.tables, {
        certificateWork: nameOf(properties, 'certificate-work'),
        events: nameOf(properties, 'events'),
      });
      ({ close } = server);
    });
    afterAll(() => close());

    test('keeps three parts in flight, in whatever order they end, and comes to the end', async () => {
      const { queue, ports, partsQueued } = openIssuing(progress, 'in-order', 10);
      await scheduleNextPublication('in-order', ports);
      expect(partsQueued()).toEqual([1, 2, 3]);
      const issued: number[] = [];
      for (let message = queue.pop(); message !== undefined; message = queue.pop()) {
        issued.push(message.part);
        await issueCertificates(message, ports, time);
        expect(queue.length).toBeLessThanOrEqual(3);
      }
      expect(issued).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 2, 1]);
      expect(await progress.read('in-order')).toMatchObject({ publication: 1, done: [] });
    });

    test('a repeated message requests no further part; the sweep requests those in flight again', async () => {
      const { queue, ports, partsQueued } = openIssuing(progress, 'repeated', 10);
      await scheduleNextPublication('repeated', ports);
      const [first] = queue.splice(0);
      if (first === undefined) throw new Error('nothing was requested');
      // Both read before either has marked the part.
      await Promise.all([issueCertificates(first, ports, time), issueCertificates(first, ports, time)]);
      await issueCertificates(first, ports, time);
      expect(partsQueued()).toEqual([4]);
      queue.length = 0;
      await scheduleNextPublication('repeated', ports);
      expect(partsQueued()).toEqual([2, 3, 4]);
    });
  });
});
