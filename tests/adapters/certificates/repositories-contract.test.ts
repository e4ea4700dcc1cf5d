import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateRepository, StatusListRepository, Tally } from '../../../lib/certificates/ports.ts';
import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import type { CertificateStatusCode } from '../../../schemas/certificates/status.ts';
import { headWith } from '../../certificates/lookup/builders.ts';
import { certificateMemory } from '../../certificates/memory/certificate-memory.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { withoutPrevious, listOf, newType, next, placesIn, superseding, version, withStatus } from './chains.ts';
import { openRepositories, type Repositories } from './opened-repositories.ts';

type Opened = Repositories & { readonly close: () => Promise<void> };
const inMemory = async (): Promise<Opened> => ({ ...certificateMemory(), close: async () => undefined });
const kinds = [
  ...tableServers.map((kind) => ({
    name: kind.name,
    found: kind.found,
    open: (): Promise<Opened> => openRepositories(kind),
  })),
  { name: 'memory', found: true, open: inMemory },
];

describe.each(kinds.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let close: () => Promise<void>;
    let repository: CertificateRepository;
    let lists: StatusListRepository;
    beforeAll(async () => {
      ({ repository, lists, close } = await kind.open());
    });
    afterAll(() => close());

    const readPlaces = (type: string) => placesIn(lists, type);

    describe('chains', () => {
      test('a head reads back as written, and moves only to the next lockVersion', async () => {
        const first = headWith(`${newType()}#a`, version(1));
        expect(await repository.head(first.certificate)).toBeNull();
        expect(await repository.move(next(first, {}), [])).toBe(false);
        expect(await repository.move(first, ['h'])).toBe(true);
        expect(await repository.move(first, ['h'])).toBe(false);
        expect(await repository.head(first.certificate)).toEqual(first);
        const second = withStatus(first, '02');
        expect(await repository.move(next(second, {}), ['h'])).toBe(false);
        expect(await repository.move(second, ['h'])).toBe(true);
        expect(await repository.head(first.certificate)).toEqual(second);
      });

      test('of ten workers that move at once one wins, from the first lockVersion on', async () => {
        const certificate = `${newType()}#a`;
        let head = headWith(certificate, version(1));
        for (const status of ['01', '02', '01'] as const) {
          const moved = await Promise.all(Array.from({ length: 10 }, () => repository.move(head, ['h'])));
          expect(moved.filter((one) => one)).toHaveLength(1);
          head = withStatus(head, status);
        }
      });

      test('heads are read in the given order, more than 100 of them, unknown and repeated ones too', async () => {
        const type = newType();
        const heads = Array.from({ length: 105 }, (_unused, i) => headWith(`${type}#${i}`, version(1)));
        await Promise.all(heads.map((head) => repository.move(head, [])));
        expect(
          await repository.heads([
            `${type}#none`,
            ...heads.map(({ certificate }) => certificate).toReversed(),
            `${type}#3`,
          ]),
        ).toEqual([null, ...heads.toReversed(), heads[3]]);
        expect(await repository.heads([])).toEqual([]);
      });

      test('a head may be without a certificate', async () => {
        const head = headWith(`${newType()}#a`, undefined, {
          failure: { code: 'holder-missing', since: '2020-12-01T00:00:00.000Z' },
        });
        expect(await repository.move(head, [])).toBe(true);
        expect(await repository.head(head.certificate)).toEqual(head);
        expect(await repository.versions(head.certificate)).toEqual([]);
        expect(await repository.version(head.certificate, 1, 1)).toBeNull();
      });

      test('all versions are found, current and superseded, the later generation first', async () => {
        const first = headWith(`${newType()}#a`, version(1));
        const second = superseding(first, version(2));
        const third = withStatus(second, '04');
        const fourth = superseding(third, version(1, { generation: 2, list: { year: 2020, index: 3 } }));
        for (const head of [first, second, third, fourth]) expect(await repository.move(head, [])).toBe(true);
        expect(await repository.head(first.certificate)).toEqual(withoutPrevious(fourth));
        expect(await repository.versions(first.certificate)).toEqual([fourth.current, third.current, first.current]);
        expect(await repository.version(first.certificate, 1, 1)).toEqual(first.current);
        expect(await repository.version(first.certificate, 1, 2)).toEqual(third.current);
        expect(await repository.version(first.certificate, 2, 1)).toEqual(fourth.current);
        expect(await repository.version(first.certificate, 2, 2)).toBeNull();
        expect(await repository.versions(`${first.type}#none`)).toEqual([]);
      });

      test('twelve versions are sorted by number, not as text', async () => {
        let head = headWith(`${newType()}#a`, version(1));
        await repository.move(head, []);
        for (let number = 2; number <= 12; number += 1) {
          head = superseding(head, version(number));
          await repository.move(head, []);
        }
        expect((await repository.versions(head.certificate)).map((one) => one.version)).toEqual([
          12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
        ]);
      });

      test('a worker that lost the race leaves nothing visible', async () => {
        const first = headWith(`${newType()}#a`, version(1));
        await repository.move(first, ['old']);
        await repository.move(withStatus(first, '02'), ['old']);
        expect(await repository.move(superseding(first, version(2)), ['new'])).toBe(false);
        expect(await repository.versions(first.certificate)).toMatchObject([{ version: 1, status: '02' }]);
        expect(await repository.byHolder('new', { limit: 9 })).toEqual({ heads: [] });
        expect(await readPlaces(first.type)).toEqual([[1, statusListValues.withheld]]);
      });
    });

    describe('identifiers issued elsewhere', () => {
      test('belong to the chain that claimed them first, however often it claims', async () => {
        const type = newType();
        expect(await repository.findChain(`${type}.1`)).toBeNull();
        expect([
          await repository.claim(`${type}.1`, `${type}#a`),
          await repository.claim(`${type}.1`, `${type}#a`),
          await repository.claim(`${type}.1`, `${type}#b`),
        ]).toEqual([true, true, false]);
        expect(await repository.findChain(`${type}.1`)).toBe(`${type}#a`);
      });

      test('of ten chains that claim one at once, one gets it', async () => {
        const type = newType();
        const claimed = await Promise.all(
          Array.from({ length: 10 }, (_unused, i) => repository.claim(`${type}.1`, `${type}#${i}`)),
        );
        expect(claimed.filter((one) => one)).toHaveLength(1);
        expect(await repository.findChain(`${type}.1`)).toBe(`${type}#${claimed.indexOf(true)}`);
      });
    });

    describe('by number', () => {
      test('the chains of all issuers, and of no other type', async () => {
        const [type, other] = [newType(), newType()];
        const heads = [
          headWith(`${type}#a`, version(1), { number: 'n' }),
          headWith(`${type}#b`, version(1), { number: 'n' }),
          headWith(`${type}#c`, version(1), { number: 'm' }),
          headWith(`${other}#a`, version(1), { number: 'n' }),
        ];
        for (const head of heads) await repository.move(head, []);
        expect((await repository.byNumber(type, 'n')).map(({ certificate }) => certificate).toSorted()).toEqual([
          `${type}#a`,
          `${type}#b`,
        ]);
        expect(await repository.byNumber(other, 'n')).toEqual([heads[3]]);
        expect(await repository.byNumber(type, 'none')).toEqual([]);
      });
    });

    describe('by holder', () => {
      test('page by page each chain once, across types; the last page has no next', async () => {
        const [type, other] = [newType(), newType()];
        const certificates = [`${type}#a`, `${type}#b`, `${type}#c`, `${other}#a`, `${other}#b`].toSorted();
        for (const certificate of certificates.toReversed())
          await repository.move(headWith(certificate, version(1)), [`${type}-h`, `${type}-spouse`]);
        const pages: string[][] = [];
        let cursor: string | undefined;
        do {
          const page = await repository.byHolder(`${type}-h`, {
            limit: 2,
            ...(cursor === undefined ? {} : { cursor }),
          });
          pages.push(page.heads.map(({ certificate }) => certificate));
          cursor = page.next;
        } while (cursor !== undefined && pages.length < 9);
        expect(pages.flat()).toEqual(certificates);
        expect(pages.every((page) => page.length <= 2)).toBe(true);
        expect(
          (await repository.byHolder(`${type}-spouse`, { limit: 100 })).heads.map(({ certificate }) => certificate),
        ).toEqual(certificates);
        expect(await repository.byHolder(`${type}-nobody`, { limit: 2 })).toEqual({ heads: [] });
      });

      test('follows the named holders: from one to another, and back again', async () => {
        const type = newType();
        const [one, other] = [`${type}-1`, `${type}-2`];
        let head = headWith(`${type}#a`, version(1));
        const named: number[][] = [];
        for (const holders of [[one], [one, other], [other], [one], []]) {
          await repository.move(head, holders);
          named.push([
            (await repository.byHolder(one, { limit: 9 })).heads.length,
            (await repository.byHolder(other, { limit: 9 })).heads.length,
          ]);
          head = next(head, {});
        }
        expect(named).toEqual([
          [1, 0],
          [1, 1],
          [0, 1],
          [1, 0],
          [0, 0],
        ]);
      });
    });

    describe('tallies', () => {
      test('each chain counts once, equal ones separately', async () => {
        const type = newType();
        const delivery = '01EQHP2D8000000000000000AB'; // created at `since` below
        const source = { record: `${type}#a`, seq: 3, delivery };
        const failure = { code: 'holder-missing' as const, since: '2020-12-01T00:00:00.000Z' };
        const heads: CertificateHead[] = [
          headWith(`${type}#a`, version(1), { source }),
          headWith(`${type}#b`, version(1), { source }),
          headWith(`${type}#c`, undefined, { source, failure, division: 'L41111', issuedYear: 2018 }),
          headWith(`${type}#d`, version(1, { status: '04' }), {
            source,
            failure: { ...failure, code: 'certificate-ended' },
          }),
          headWith(`${type}#e`, version(1, { status: '04' }), { source, present: false }),
          headWith(`${type}#f`, undefined, { source, present: false, failure }),
        ];
        for (const head of heads) await repository.move(head, []);
        const { issuedYear: _none, ...undated } = headWith(`${type}#g`, version(1), { source });
        await repository.move(undated, []);
        const since = '2020-11-20T02:00:00.000Z';
        const text = ({ division, state, failure, issuedYear, since: known }: Tally) =>
          JSON.stringify({ division, state, failure, issuedYear, known });
        const tallies: Tally[] = [
          { division: '411100', state: 'issued', issuedYear: 2020, since },
          { division: '411100', state: 'issued', issuedYear: 2020, since },
          { division: 'L41111', state: 'failed', failure: 'holder-missing', issuedYear: 2018, since },
          { division: '411100', state: 'failed', failure: 'certificate-ended', issuedYear: 2020, since },
          { division: '411100', state: 'removed', issuedYear: 2020, since },
          { division: '411100', state: 'removed', issuedYear: 2020, since },
          { division: '411100', state: 'issued', since },
        ];
        expect((await listOf(repository.tallies(type))).map(text).toSorted()).toEqual(tallies.map(text).toSorted());
      });

      test('a chain counts in its current state only', async () => {
        const type = newType();
        const first = headWith(`${type}#a`, version(1));
        await repository.move(first, []);
        await repository.move(next(first, { present: false }), []);
        expect((await listOf(repository.tallies(type))).map(({ state }) => state)).toEqual(['removed']);
        expect(await listOf(repository.tallies(newType()))).toEqual([]);
      });
    });

    describe('status lists', () => {
      const at = '2026-11-24T06:00:00.000Z';
      const later = '2026-11-24T18:00:00.000Z';
      const isDue = async (type: string, now: string) =>
        (await lists.due(now)).some((list) => list.type === type && list.year === 2020);

      test('a list is due from its last change, and when made, from the time that is given', async () => {
        const type = newType();
        await lists.reserve(type, 2020, 3, at);
        expect([await isDue(type, '2026-11-24T05:59:59.999Z'), await isDue(type, at)]).toEqual([false, true]);
        const seen = { size: 3, changes: 0, changedAt: at, dueAt: at };
        await lists.made(type, 2020, seen, later);
        expect(await lists.state(type, 2020)).toEqual({ ...seen, dueAt: later });
        expect([await isDue(type, at), await isDue(type, later)]).toEqual([false, true]);
      });

      test.each<[string, (type: string) => Promise<unknown>]>([
        ['touched', async (type) => await lists.touch(type, 2020, at)],
        ['given indexes', async (type) => await lists.reserve(type, 2020, 1, at)],
      ])('a list that was %s while it was made stays due', async (_, change) => {
        const type = newType();
        await lists.touch(type, 2020, at);
        const seen = { size: 0, changes: 1, changedAt: at, dueAt: at };
        await change(type);
        await lists.made(type, 2020, seen, later);
        expect(await isDue(type, at)).toBe(true);
      });

      test('indexes are given once, in sequence, per type and year', async () => {
        const type = newType();
        expect(await lists.state(type, 2020)).toBeNull();
        expect([
          await lists.reserve(type, 2020, 100, at),
          await lists.reserve(type, 2020, 1, at),
          await lists.reserve(type, 2021, 5, at),
        ]).toEqual([0, 100, 0]);
        const firsts = await Promise.all(Array.from({ length: 20 }, () => lists.reserve(type, 2020, 10, at)));
        expect(firsts.toSorted((one, other) => one - other)).toEqual(
          Array.from({ length: 20 }, (_unused, i) => 101 + 10 * i),
        );
        expect(await lists.state(type, 2020)).toEqual({ size: 301, changes: 0, changedAt: at, dueAt: at });
      });

      test('touches are counted, before the first index too', async () => {
        const type = newType();
        await lists.touch(type, 2020, at);
        await lists.touch(type, 2020, at);
        expect(await lists.state(type, 2020)).toEqual({ size: 0, changes: 2, changedAt: at, dueAt: at });
        await lists.reserve(type, 2020, 3, at);
        expect(await lists.state(type, 2020)).toEqual({ size: 3, changes: 2, changedAt: at, dueAt: at });
      });

      test.each<[CertificateStatusCode, number | null, number]>([
        ['01', null, statusListValues.superseded],
        ['02', statusListValues.withheld, statusListValues.superseded],
        ['03', statusListValues.rescinded, statusListValues.rescinded],
        ['04', statusListValues.annulled, statusListValues.annulled],
        ['05', statusListValues.lapsed, statusListValues.lapsed],
        ['06', statusListValues['transferred-out'], statusListValues.superseded],
        ['07', statusListValues.revoked, statusListValues.revoked],
        ['99', statusListValues.other, statusListValues.superseded],
      ])(
        'a version of status %s is listed as %s while it is the newest, and as %s after it',
        async (status, newest, earlier) => {
          const first = headWith(`${newType()}#a`, version(1));
          const second = withStatus(first, status);
          const third = superseding(second, version(2));
          for (const head of [first, second]) await repository.move(head, []);
          expect(await readPlaces(first.type)).toEqual(newest === null ? [] : [[1, newest]]);
          await repository.move(third, []);
          expect(await readPlaces(first.type)).toEqual([[1, earlier]]);
        },
      );

      test('a certificate withheld and given back leaves its list, and was in no other year’s', async () => {
        const first = headWith(`${newType()}#a`, version(1, { list: { year: 2019, index: 1 } }));
        const second = withStatus(first, '02');
        for (const head of [first, second]) await repository.move(head, []);
        expect(await listOf(lists.entries(first.type, 2019))).toEqual([{ index: 1, value: statusListValues.withheld }]);
        expect(await readPlaces(first.type)).toEqual([]);
        await repository.move(withStatus(second, '01'), []);
        expect(await listOf(lists.entries(first.type, 2019))).toEqual([]);
      });
    });
  });
});
