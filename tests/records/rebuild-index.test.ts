import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedHash } from '../../lib/adapters/keyed-hash.ts';
import { openSpool } from '../../lib/adapters/records/index-drafts.ts';
import { discardDelivery } from '../../lib/collection/deliveries/discard-delivery.ts';
import { createIndexWords, entryWords, headerWords } from '../../lib/kernel/hashing/index-format.ts';
import { rebuildIndex, type RebuildIndexPorts, type IndexDraft } from '../../lib/records/rebuild/rebuild-index.ts';
import { selectEntries, spooledWords } from '../../lib/records/rebuild/spooled-entries.ts';
import { rollBack } from '../../lib/records/roll-back.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import {
  callerWithRole,
  dataset,
  leaseSeconds,
  officer,
  openPipeline,
  operator,
  type Pipeline,
  type Row,
} from '../collection/pipeline/pipeline.ts';
import { runPipeline } from '../collection/pipeline/run-pipeline.ts';

const bytesOf = (words: Uint32Array) => Buffer.from(words.buffer, words.byteOffset, words.byteLength);
const sha256 = (words: Uint32Array) => createHash('sha256').update(bytesOf(words)).digest('hex');

/** The rebuild's ports on the pipeline's stores, with the product's spool; what it uploads is kept aside. */
function openRebuild(pipeline: Pipeline) {
  const { datasetStates, deliveries, records, stagingStore } = pipeline.stores;
  const uploads = new Map<string, Uint32Array>();
  const woken: string[] = [];
  const rowSeed = new Uint32Array(4);
  keyedHash('a key of these tests, long enough to be one').into('row', rowSeed);
  const openDraft = async (): Promise<IndexDraft> => {
    let entries: number[] = [];
    const whole = () => {
      const words = createIndexWords(entries.length / entryWords);
      words.set(entries, headerWords);
      return words;
    };
    return {
      append: async (given) => void (entries = [...entries, ...given]),
      finish: async () => sha256(whole()),
      upload: async (key) => void uploads.set(key, whole()),
      dispose: async () => undefined,
    };
  };
  const missing = new Set<string>();
  const subjects: unknown[] = [];
  const ports: RebuildIndexPorts = {
    datasetStates,
    scanVersions: async function* (of, segment, segments) {
      const all = records.all().filter(({ record }) => record.startsWith(`${of}#`));
      yield all.filter((_, i) => i % segments === segment).toReversed();
    },
    indexSubjects: async (versions) => void subjects.push(...versions),
    absentFields: async (id) => (await deliveries.read(id))?.staged?.absentFields ?? [],
    rowSeed: async () => rowSeed,
    openSpool,
    openDraft,
    storedHash: async (key) => (missing.has(key) ? null : sha256(await stagingStore.readIndex(key))),
    newLeaseId: () => '01JE0000000000000000000077',
    leaseSeconds,
    now: pipeline.now,
    ingestNext: async (of) => void woken.push(of),
  };
  return { ports, uploads, woken, missing, subjects };
}

async function publish(pipeline: Pipeline, mode: 'full' | 'increment', rows: readonly Row[]): Promise<string> {
  const id = await pipeline.hand(mode, rows);
  await runPipeline(pipeline).untilQuiet();
  return id;
}

const toPublication = async (pipeline: Pipeline, publication: number) => {
  const rolledBack = await rollBack(
    { ...callerWithRole(operator), params: { dataset }, body: { publication, reason: '数据有误' } },
    pipeline.rollBackPorts,
  );
  if (isRefused(rolledBack)) throw new Error(`the roll-back was refused: ${rolledBack.refused}`);
};

/** Five publications: changed, removed and added rows, a roll-back, and what came after it. */
async function withHistory(): Promise<Pipeline> {
  const pipeline = openPipeline();
  // A first row of 0 and 1 would be a line of column numbers.
  const all: Row[] = Array.from({ length: 40 }, (_, i) => [`${i}`, '7']);
  await publish(pipeline, 'full', all);
  await publish(pipeline, 'full', [...all.slice(3, 20).map(([key]): Row => [key, '2']), ...all.slice(20), ['x', '2']]);
  await publish(pipeline, 'increment', [
    ['x', '3'],
    ['0', '3'],
    ['5', null],
  ]);
  await toPublication(pipeline, 2);
  await publish(pipeline, 'increment', [
    ['1', '4'],
    ['y', '4'],
  ]);
  return pipeline;
}

const all = { dataset, publications: 'all', dryRun: false } as const;

async function rebuilt(pipeline: Pipeline, asked: Parameters<typeof rebuildIndex>[0], rebuild = openRebuild(pipeline)) {
  const answer = await rebuildIndex(asked, rebuild.ports);
  if (isRefused(answer)) throw new Error(`the rebuild was refused: ${answer.refused}`);
  return answer.indexes;
}

describe('an index is built again byte for byte', () => {
  test('of each publication, with removed records, a roll-back and what came after it', async () => {
    const indexes = await rebuilt(await withHistory(), all);
    expect(indexes.map(({ publications, stored, written }) => ({ publications, stored, written }))).toEqual([
      { publications: [5], stored: 'same', written: false },
      { publications: [4, 2], stored: 'same', written: false },
      { publications: [3], stored: 'same', written: false },
      { publications: [1], stored: 'same', written: false },
    ]);
    expect(indexes.map(({ records, entries }) => entries === records)).toEqual([true, true, true, true]);
  });

  test('of a publication after a delivery that was loaded and then discarded', async () => {
    const pipeline = openPipeline({ attempts: 2 });
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    const id = await pipeline.hand('full', [
      ['a', '2'],
      ['b', '2'],
      ['c', '2'],
    ]);
    // Loads its parts, and loses the order to publish.
    while (pipeline.queue.some(({ kind }) => kind !== 'publish')) {
      const message = pipeline.queue.shift();
      if (message !== undefined && message.kind !== 'publish') await pipeline.handle(message, async () => undefined);
    }
    expect(pipeline.stores.records.all().some(({ seq }) => seq === 2)).toBe(true);
    await pipeline.stores.deliveries.change(id, ['loading'], { status: 'failed', retryAt: null });
    const discarded = { ...callerWithRole(officer), params: { delivery: id }, body: { reason: '报错了' } };
    await discardDelivery(discarded, pipeline.ports);
    await publish(pipeline, 'increment', [['a', '3']]);
    expect((await rebuilt(pipeline, all)).map(({ stored }) => stored)).toEqual(['same', 'same']);
  });

  test('of rows whose column was absent: the carried-over value is in no row hash', async () => {
    const pipeline = openPipeline();
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    const [only] = pipeline.stores.records.all();
    if (only === undefined) throw new Error('no record');
    // As loading carries a value over: the version has a field that its row did not.
    await pipeline.stores.records.put([{ ...only, values: { ...only.values, remark: '旧值' } }]);
    const [delivery] = pipeline.stores.deliveries.all();
    const { staged } = delivery ?? {};
    if (delivery === undefined || staged === undefined) throw new Error('no delivery');
    expect((await rebuilt(pipeline, all)).map(({ stored }) => stored)).toEqual(['different']);
    await pipeline.stores.deliveries.change(delivery.id, ['published'], {
      staged: { ...staged, absentFields: ['remark'] },
    });
    expect((await rebuilt(pipeline, all)).map(({ stored }) => stored)).toEqual(['same']);
  });

  test('of any history', async () => {
    const step = fc.oneof(
      fc.record({
        mode: fc.constantFrom('full' as const, 'increment' as const),
        rows: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('1', '2', null)), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
      fc.record({ back: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const pipeline = openPipeline({ shrinkLimit: 1 });
        for (const taken of steps) {
          if ('rows' in taken) await publish(pipeline, taken.mode, taken.rows);
          else
            await rollBack(
              { ...callerWithRole(operator), params: { dataset }, body: { publication: taken.back, reason: '有误' } },
              pipeline.rollBackPorts,
            );
        }
        for (const { stored } of await rebuilt(pipeline, all)) expect(stored).toBe('same');
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is written', () => {
  test('a missing and a damaged index, and no other', async () => {
    const pipeline = await withHistory();
    const rebuild = openRebuild(pipeline);
    const [fifth, second] = await rebuilt(pipeline, { ...all, dryRun: true }, rebuild);
    if (fifth === undefined || second === undefined) throw new Error('no index');
    const original = await pipeline.stores.stagingStore.readIndex(fifth.key);
    rebuild.missing.add(fifth.key);
    const other = await pipeline.stores.stagingStore.readIndex(second.key);
    await pipeline.stores.stagingStore.writeIndex(second.key, other.fill(7, headerWords));
    expect(rebuild.uploads.size).toBe(0);
    expect((await rebuilt(pipeline, { ...all, dryRun: true }, rebuild)).map(({ stored }) => stored)).toEqual([
      'missing',
      'different',
      'same',
      'same',
    ]);
    expect(rebuild.uploads.size).toBe(0);
    await rebuilt(pipeline, all, rebuild);
    expect([...rebuild.uploads.keys()]).toEqual([fifth.key, second.key]);
    expect(rebuild.uploads.get(fifth.key)).toEqual(original);
  });

  test('nothing while record versions are missing: the entries are fewer than the publication counts', async () => {
    const pipeline = await withHistory();
    const rebuild = openRebuild(pipeline);
    const [lost] = pipeline.stores.records.all();
    if (lost === undefined) throw new Error('no record');
    await pipeline.stores.records.remove([lost]);
    const [, , , first] = await rebuilt(pipeline, all, rebuild);
    expect(first).toMatchObject({ stored: 'different', written: false, records: 40, entries: 39 });
    expect([...rebuild.uploads.keys()]).not.toContain(first?.key);
  });

  test('only the index in force, unless all are asked for; none before the first publication', async () => {
    expect((await rebuilt(await withHistory(), { ...all, publications: 'in-force' })).length).toBe(1);
    expect(await rebuilt(openPipeline(), all)).toEqual([]);
  });
});

test('versions that the index by subject alone does not have are put into it, once, and never by a dry run', async () => {
  const pipeline = await withHistory();
  const rebuild = openRebuild(pipeline);
  const hash = 'a'.repeat(32);
  const [one, other] = pipeline.stores.records.all();
  if (one === undefined || other === undefined) throw new Error('no records');
  const scanVersions: RebuildIndexPorts['scanVersions'] = async function* (of, segment, segments) {
    for await (const versions of rebuild.ports.scanVersions(of, segment, segments))
      yield versions.map((version) => {
        const isAt = (at: typeof one) => version.record === at.record && version.seq === at.seq;
        if (isAt(one)) return { ...version, subject: `${dataset}#${hash}` };
        return isAt(other) ? { ...version, subject: `${dataset}#${hash}`, subjectHash: hash } : version;
      });
  };
  const ports = { ...rebuild.ports, scanVersions };
  expect(await rebuildIndex({ ...all, dryRun: true }, ports)).toMatchObject({ unindexed: 1 });
  expect(rebuild.subjects).toEqual([]);
  expect(await rebuildIndex(all, ports)).toMatchObject({ unindexed: 1 });
  expect(rebuild.subjects).toEqual([{ record: one.record, seq: one.seq, subjectHash: hash }]);
});

describe('under the lease', () => {
  test.each([
    ['refuses while a delivery is being ingested or loaded', false, 'dataset-busy'],
    ['a dry run needs no lease', true, 'answered'],
  ])('%s', async (_, dryRun, outcome) => {
    const pipeline = await withHistory();
    const now = pipeline.now();
    await pipeline.stores.datasetStates.acquireLease(
      dataset,
      '01JE0000000000000000000099',
      now,
      '2030-01-01T00:00:00.000Z',
    );
    const answer = await rebuildIndex({ ...all, dryRun }, openRebuild(pipeline).ports);
    expect(isRefused(answer) ? answer.refused : 'answered').toBe(outcome);
  });

  test('releases it in the end, and orders the delivery that waited', async () => {
    const pipeline = await withHistory();
    const rebuild = openRebuild(pipeline);
    await rebuilt(pipeline, all, rebuild);
    expect((await pipeline.stores.datasetStates.read(dataset)).lease).toBeUndefined();
    expect(rebuild.woken).toEqual([dataset]);
  });

  test('stops when it lost the lease', async () => {
    const pipeline = await withHistory();
    const { ports } = openRebuild(pipeline);
    const late: RebuildIndexPorts = {
      ...ports,
      scanVersions: async function* (of, segment, segments) {
        pipeline.wait(leaseSeconds * 2);
        const now = pipeline.now();
        await ports.datasetStates.acquireLease(of, '01JE0000000000000000000099', now, '2030-01-01T00:00:00.000Z');
        yield* ports.scanVersions(of, segment, segments);
      },
    };
    await expect(rebuildIndex(all, late)).rejects.toMatchObject({ code: 'lease-lost' });
  });
});

test('of a record the newest visible version counts, in whatever order and however often versions come', () => {
  const version = (key: number, seq: number, removed = 0) => [key, 0, 0, 0, 9, 9, 9, seq, seq, removed];
  const words = Uint32Array.from([
    ...version(7, 1),
    ...version(5, 3),
    ...version(5, 2),
    ...version(7, 4, 1),
    ...version(5, 2),
    ...version(0xffffffff, 1),
  ]);
  expect(words.length % spooledWords).toBe(0);
  const shown = (seq: number, voided: { from: number; to: number }[] = []) =>
    Array.from({ length: selectEntries(words, { seq, voided }).length / entryWords }, (_, i) => {
      const entries = selectEntries(words, { seq, voided });
      return `${entries[i * entryWords]}@${entries[i * entryWords + 8]}`;
    });
  expect(shown(4)).toEqual(['5@3', '4294967295@1']);
  expect(shown(3)).toEqual(['5@3', '7@1', '4294967295@1']);
  expect(shown(4, [{ from: 3, to: 4 }])).toEqual(['5@2', '7@1', '4294967295@1']);
  expect(shown(1)).toEqual(['7@1', '4294967295@1']);
});
