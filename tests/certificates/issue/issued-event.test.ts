import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateWorkOutbox } from '../../../lib/adapters/certificates/certificate-work-outbox.ts';
import { issuingProgressRepository } from '../../../lib/adapters/certificates/issuing-progress-repository.ts';
import { issueCertificates } from '../../../lib/certificates/issue/issue-certificates.ts';
import { issuingOutcome } from '../../../lib/certificates/issue/issuing-outcome.ts';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { tableServers } from '../../adapters/dynamodb/table-servers.ts';
import { eventedNames, startEventedTables, type EventedServer } from '../../adapters/events/evented-tables.ts';
import { headWith, versionWith } from '../lookup/builders.ts';
import { deliveries, KmsDown, openIssuingCity, TooLarge } from './issuing-city.ts';

const published = '2026-11-28T00:00:00.000Z';
const record = 'certificate-property#0f';
const nextDay = '2026-11-30T00:00:00.000Z';

type Chain = {
  readonly version?: number;
  /** The sequence of the certificate's record version, and of the newest one. */
  readonly seqs: readonly [number, number];
  readonly present?: boolean;
  readonly failure?: 'issuing-failed' | 'certificate-ended';
  readonly annulled?: 'guiji' | 'officer-1';
  /** When the platform made the newest certificate, or ended it. */
  readonly at?: string;
};

function chain({ version = 1, seqs, present = true, failure, annulled, at = published }: Chain): CertificateHead {
  const sourceOf = (seq: number) => ({ record, seq, delivery: deliveries[0] });
  const ended = { operation: 'annul', from: '01', to: '04', at, by: annulled ?? '' } as const;
  const issued = versionWith({ version, source: sourceOf(seqs[0]) });
  const first = { operation: 'issue', to: '01', at, by: 'guiji' } as const;
  const current = { ...issued, events: annulled === undefined ? [first] : [first, ended] };
  return headWith(record, current, {
    present,
    source: sourceOf(seqs[1]),
    ...(failure === undefined ? {} : { failure: { code: failure, since: at } }),
  });
}

test.each<[string, 'delivery' | 'roll-back', Chain | null, string]>([
  ['a first certificate', 'delivery', { seqs: [5, 5] }, 'issued'],
  ['a certificate that replaces another', 'delivery', { version: 2, seqs: [5, 5] }, 'changed'],
  ['a record without a change of its face', 'delivery', { seqs: [4, 5] }, 'unchanged'],
  ['a record that is only in the delivery', 'delivery', { seqs: [3, 3] }, 'unchanged'],
  ['a record removed before it had a certificate', 'delivery', null, 'unchanged'],
  ['a removed record', 'delivery', { seqs: [4, 5], present: false, annulled: 'guiji' }, 'annulled'],
  [
    'a removed record whose certificate a person ended',
    'delivery',
    { seqs: [4, 5], present: false, annulled: 'officer-1' },
    'unchanged',
  ],
  ['a record removed earlier', 'delivery', { seqs: [3, 4], present: false, annulled: 'guiji' }, 'unchanged'],
  ['a record whose face data forbid it', 'delivery', { seqs: [4, 5], failure: 'certificate-ended' }, 'failed'],
  ['a record in quarantine', 'delivery', { seqs: [4, 5], failure: 'issuing-failed' }, 'quarantined'],
  ['a record that the next publication changed meanwhile', 'delivery', { version: 3, seqs: [6, 6] }, 'changed'],
  ['a certificate that shows an older state again', 'roll-back', { version: 3, seqs: [2, 2] }, 'changed'],
  ['a record that a roll-back shows again', 'roll-back', { seqs: [2, 2] }, 'issued'],
  ['a record that a roll-back hides', 'roll-back', { seqs: [5, 5], present: false, annulled: 'guiji' }, 'annulled'],
  [
    'a record that was rolled back before it was issued',
    'roll-back',
    { seqs: [2, 2], at: '2026-11-27T23:59:59.999Z' },
    'unchanged',
  ],
])('%s: of a %s', (_, kind, stored, outcome) => {
  const head = stored === null ? null : chain(stored);
  expect(issuingOutcome(head, { kind, seq: 5, at: published })).toBe(outcome);
});

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('the event of a publication on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: EventedServer;
    beforeAll(async () => {
      server = await startEventedTables(kind);
    });
    afterAll(() => server.close());

    const none = { issued: 0, changed: 0, annulled: 0, unchanged: 0, failed: 0, quarantined: 0 };
    const eventsOf = async ({ type: { type } }: ReturnType<typeof openIssuingCity>) =>
      (await server.log.ofEntity(`issuing#${type}`)).map(({ publication, counts }) => [publication, counts]);

    test('counts every record of it once, whatever became of it', async () => {
      const city = openIssuingCity(server.tables);
      city.faulty.set('TW1', () => new TooLarge());
      city.publish([0, 1, 2]);
      await city.work();
      city.publish([0], [2]);
      await city.work();
      expect(await eventsOf(city)).toEqual([
        [1, { ...none, issued: 2, quarantined: 1 }],
        [2, { ...none, changed: 1, annulled: 1 }],
      ]);
      expect(await server.log.ofEntity(`issuing#${city.type.type}`)).toMatchObject([
        {
          kind: 'certificates',
          by: 'platform',
          department: city.type.department,
          dataset: city.type.type,
          action: 'publication',
          to: 'issued',
        },
        {},
      ]);
    });

    test('a worker that dies in the middle of a part, and one that comes again, count nothing twice', async () => {
      const city = openIssuingCity(server.tables);
      city.faulty.set('TW1', () => {
        city.faulty.clear();
        return new KmsDown();
      });
      city.publish([0, 1, 2]);
      expect(await city.work()).toHaveLength(1);
      const again = { dataset: city.type.type, publication: 1, delivery: deliveries[0], part: 1 };
      await issueCertificates(again, city.ports, { remainingMs: () => 60_000 });
      expect(await eventsOf(city)).toEqual([[1, { ...none, issued: 3 }]]);
    });

    test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('a worker dies after %i commands of issuing', async (death) => {
      const city = openIssuingCity(server.tables);
      city.publish([0, 1, 2]);
      const dying = issuingProgressRepository(server.dyingClient(death), eventedNames);
      await city.work({ ...city.ports, progress: dying });
      await city.work();
      await certificateWorkOutbox(server.tables, eventedNames).copyLeft(nextDay);
      expect(await eventsOf(city)).toEqual([[1, { ...none, issued: 3 }]]);
    });
  });
});
