import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isVisible, addVoidedRange } from '../../lib/kernel/visibility.ts';
import { rollBack, type RollBackPorts } from '../../lib/records/roll-back.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { Publication, Visibility } from '../../schemas/records/dataset-state.ts';
import { datasetStateMemory } from '../collection/memory/dataset-state-memory.ts';
import { silentEvents } from '../collection/memory/silent-events.ts';
import { versionOf } from '../collection/template/sample-version.ts';

describe('a version with a sequence number', () => {
  const visibility: Visibility = {
    seq: 9,
    voided: [
      { from: 2, to: 4 },
      { from: 7, to: 7 },
    ],
  };
  test.each([
    [1, true],
    [2, false],
    [3, false],
    [4, false],
    [5, true],
    [6, true],
    [7, false],
    [8, true],
    [9, true], // the published number itself
    [10, false], // beyond the pointer
  ])('%i', (seq, seen) => {
    expect(isVisible(seq, visibility)).toBe(seen);
  });
});

describe('one more voided range', () => {
  const range = (from: number, to: number) => ({ from, to });
  test.each([
    ['the first', [], range(3, 5), [range(3, 5)]],
    ['apart, before', [range(5, 6)], range(1, 3), [range(1, 3), range(5, 6)]],
    ['apart, behind', [range(1, 3)], range(5, 6), [range(1, 3), range(5, 6)]],
    ['next to one, behind', [range(1, 3)], range(4, 6), [range(1, 6)]],
    ['next to one, before', [range(4, 6)], range(1, 3), [range(1, 6)]],
    ['over one', [range(2, 3)], range(1, 9), [range(1, 9)]],
    ['inside one', [range(1, 9)], range(2, 3), [range(1, 9)]],
    ['between two that it joins', [range(1, 2), range(5, 6), range(9, 9)], range(3, 4), [range(1, 6), range(9, 9)]],
  ])('%s', (_, voided, added, expected) => {
    expect(addVoidedRange(voided, added)).toEqual(expected);
  });

  test('it voids exactly the numbers of both, in order and with gaps between', () => {
    const ranges = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 5 }))
        .map(([from, more]) => range(from, from + more)),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(ranges, (given) => {
        const voided = given.reduce<{ from: number; to: number }[]>((all, one) => addVoidedRange(all, one), []);
        for (let seq = 1; seq <= 40; seq += 1)
          expect(isVisible(seq, { seq: 99, voided })).toBe(!given.some(({ from, to }) => from <= seq && seq <= to));
        voided.forEach(({ from }, i) => expect(i === 0 || from > (voided[i - 1]?.to ?? 0) + 1).toBe(true));
      }),
    );
  });
});

const version = versionOf();
const { dataset } = version;

/** A dataset whose deliveries are published, discarded and rolled back, one second apart. */
function openDataset() {
  const datasetStates = datasetStateMemory();
  let seconds = 0;
  const now = () => new Date(Date.UTC(2020, 11, 1) + (seconds += 1) * 1000).toISOString();
  const catalogue = { publishedVersion: async () => version };
  const ports: RollBackPorts = {
    catalogue,
    datasetStates,
    indexFile: { read: async () => new Uint32Array(0) },
    changeLogs: { writeChangeLog: async (key) => ({ key, changes: 0 }) },
    newId: () => '01JE0000000000000000000009',
    maxComparedRecords: 1_000,
    events: silentEvents,
    now,
  };
  const idOf = (n: number) => `01JE${`${n}`.padStart(22, '0')}`;
  let deliveries = 0;
  const load = async () => {
    const delivery = idOf((deliveries += 1));
    const datasetState = await datasetStates.acquireLease(dataset, delivery, now(), now());
    if (datasetState === null) throw new Error('somebody works');
    const seq = datasetState.lastSeq + 1;
    await datasetStates.beginLoading(dataset, delivery, datasetState.fencingToken, seq);
    return { delivery, seq, datasetState };
  };
  return {
    datasetStates,
    now,
    publish: async () => {
      const { delivery, seq, datasetState } = await load();
      const publication: Publication = {
        dataset,
        number: datasetState.publications + 1,
        kind: 'delivery',
        at: now(),
        by: 'officer',
        delivery,
        seq,
        voided: datasetState.voided,
        records: seq,
        index: `indexes/${seq}`,
      };
      await datasetStates.publish(publication, delivery);
    },
    discard: async () => {
      const { delivery, seq, datasetState } = await load();
      await datasetStates.abandonLoading(
        dataset,
        delivery,
        addVoidedRange(datasetState.voided, { from: seq, to: seq }),
      );
    },
    rollBack: async (publication: number) =>
      await rollBack(
        {
          caller: {
            subject: 'operator',
            kind: 'person',
            name: '管理员',
            department: 'information-center',
            roles: ['operator'],
          },
          requestId: 'r',
          params: { dataset },
          query: {},
          body: { publication, reason: '报错了' },
        },
        ports,
      ),
  };
}

/** The sequence numbers whose versions are visible. */
function seen({ seq, voided }: Visibility): number[] {
  return Array.from({ length: 60 }, (_, i) => i + 1).filter((number) => isVisible(number, { seq, voided }));
}

async function seenNow(datasetStates: Pick<ReturnType<typeof datasetStateMemory>, 'read'>): Promise<number[]> {
  const { publishedSeq, voided } = await datasetStates.read(dataset);
  return seen({ seq: publishedSeq, voided });
}

const step = fc.oneof(
  fc.constant('publish' as const),
  fc.constant('discard' as const),
  fc.integer({ min: 1, max: 12 }),
);

test('every as-of read shows what was visible then, and a roll-back shows what its target showed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const { datasetStates, now, publish, discard, rollBack: back } = openDataset();
      const moments: { at: string; seen: number[]; index: string | undefined; records: number }[] = [];
      for (const one of steps) {
        const before = await datasetStates.publication(dataset, typeof one === 'number' ? one : 0);
        const shown = await seenNow(datasetStates);
        if (one === 'publish') {
          await publish();
          expect(await seenNow(datasetStates)).toEqual([...shown, (await datasetStates.read(dataset)).lastSeq]);
        } else if (one === 'discard') {
          await discard();
          expect(await seenNow(datasetStates)).toEqual(shown);
        } else {
          const answer = await back(one);
          const datasetState = await datasetStates.read(dataset);
          if (before === null) expect(answer).toMatchObject({ refused: 'publication-not-found' });
          else expect(seen({ seq: datasetState.publishedSeq, voided: datasetState.voided })).toEqual(seen(before));
        }
        const { publishedSeq, voided, index, records } = await datasetStates.read(dataset);
        if (publishedSeq > 0) moments.push({ at: now(), seen: seen({ seq: publishedSeq, voided }), index, records });
      }
      for (const moment of moments) {
        const publication = await datasetStates.publicationAt(dataset, moment.at);
        expect(
          publication === null
            ? null
            : { at: moment.at, seen: seen(publication), index: publication.index, records: publication.records },
        ).toEqual(moment);
      }
    }),
  );
});

describe('going back', () => {
  test('a roll-back can itself be rolled back', async () => {
    const { datasetStates, publish, rollBack: back } = openDataset();
    await publish();
    await publish();
    expect(await back(1)).toMatchObject({ number: 3, seq: 1 });
    expect(
      seen({
        seq: (await datasetStates.read(dataset)).publishedSeq,
        voided: (await datasetStates.read(dataset)).voided,
      }),
    ).toEqual([1]);
    expect(await back(2)).toMatchObject({ number: 4, seq: 2 });
    const { publishedSeq, voided, records } = await datasetStates.read(dataset);
    expect([seen({ seq: publishedSeq, voided }), records, voided]).toEqual([[1, 2], 2, []]);
  });

  test.each([
    ['to what is shown now', 2, 'already-there'],
    ['to a publication that never was', 3, 'publication-not-found'],
  ])('%s is refused', async (_, number, code) => {
    const { publish, rollBack: back } = openDataset();
    await publish();
    await publish();
    const answer = await back(number);
    expect(isRefused(answer) && answer.refused).toBe(code);
  });

  test('while a delivery is being loaded is refused', async () => {
    const { datasetStates, now, publish, rollBack: back } = openDataset();
    await publish();
    await publish();
    await datasetStates.acquireLease(dataset, '01JE0000000000000000000099', now(), '2020-12-02T00:00:00.000Z');
    const answer = await back(1);
    expect(isRefused(answer) && answer.refused).toBe('dataset-busy');
  });
});
