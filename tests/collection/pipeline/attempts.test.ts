import { describe, expect, test } from 'vitest';
import { annotateWorkbook } from '../../../lib/collection/annotate/annotate-workbook.ts';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { assertInvariants } from './invariants.ts';
import { leaseSeconds, openPipeline, type Gate, type Message, type Pipeline, type Row } from './pipeline.ts';
import { runPipeline } from './run-pipeline.ts';

// An attempt is a worker that starts. Waiting, in whatever queue and however long, is none.

const undisturbed: Gate = async () => undefined;
/** Two parts in flight, five parts; one faulty row, so that a workbook is annotated. */
const rows: readonly Row[] = Array.from('abcdefghij').map((key) => [key, '1'] as const);
const faulty: readonly Row[] = [...rows, ['k', null]];
const stages = ['ingest', 'load', 'publish', 'annotate-workbook'] as const;
type Stage = (typeof stages)[number];

const stored = (pipeline: Pipeline, id: string): DeliveryRecord => {
  const delivery = pipeline.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};

/** A delivery whose next message is of the stage; that message and no other is in the queue. */
async function before(stage: Stage): Promise<{ readonly pipeline: Pipeline; readonly id: string }> {
  const pipeline = openPipeline();
  const id = await pipeline.hand('increment', faulty);
  while (pipeline.queue[0] !== undefined && pipeline.queue[0].kind !== stage) {
    const message = pipeline.queue.shift();
    if (message !== undefined) await pipeline.handle(message, undisturbed);
  }
  return { pipeline, id };
}

const sweepAfter = async (pipeline: Pipeline, seconds: number) => {
  pipeline.wait(seconds);
  await pipeline.handle('sweep', undisturbed);
};

describe.each(stages)('waiting for %s', (stage) => {
  test('for ten hours: no attempt is counted, and the sweep sends few duplicates', async () => {
    const { pipeline, id } = await before(stage);
    const original = pipeline.queue.length;
    for (let minutes = 0; minutes < 600; minutes += 1) await sweepAfter(pipeline, 60);
    expect(stored(pipeline, id)).toMatchObject({ attempts: 0 });
    // Leases 1, 2, 4, 8 and then each 16 minutes: once a minute would be 600.
    const rounds = (pipeline.queue.length - original) / original;
    expect(rounds).toBeGreaterThan(30);
    expect(rounds).toBeLessThan(45);
    await runPipeline(pipeline).untilQuiet();
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', annotated: 'ready' });
    await assertInvariants(pipeline);
  });

  test('while the message is lost: the sweep sends it again after a lease, then after two more', async () => {
    const { pipeline, id } = await before(stage);
    pipeline.queue.length = 0;
    const sentAt: number[] = [];
    for (let lease = 1; lease <= 8; lease += 1) {
      await sweepAfter(pipeline, leaseSeconds + 1);
      if (pipeline.queue.splice(0).length > 0) sentAt.push(lease);
    }
    expect(sentAt).toEqual([1, 3, 7]);
    expect(stored(pipeline, id)).toMatchObject({ attempts: 0, resends: 3 });
  });
});

/** The worker starts and dies at once, over and over; nobody else works. */
async function killAlways(stage: Stage): Promise<{ readonly delivery: DeliveryRecord; readonly starts: number }> {
  const { pipeline, id } = await before(stage);
  pipeline.broken.add(`deliveries/${id}/workbook.xlsx`).add('annotate-workbook');
  const dies = async () => Promise.reject(new Error('the worker died'));
  const ports = pipeline.portsThrough(undisturbed);
  let starts = 0;
  const work = async (message: Message) => {
    if (message.kind === 'load') await loadPart(message, { ...ports, records: { ...ports.records, put: dies } });
    else if (message.kind === 'publish') await pipeline.handle(message, dyingAt(3));
    else await pipeline.handle(message, undisturbed);
  };
  for (let sweeps = 0; sweeps < 400 && stored(pipeline, id).retryAt !== undefined; sweeps += 1) {
    for (const message of pipeline.queue.splice(0)) {
      starts += 1;
      await work(message).catch(() => undefined);
    }
    await sweepAfter(pipeline, 60);
  }
  return { delivery: stored(pipeline, id), starts };
}

/** Passes so many calls of ports. */
function dyingAt(calls: number): Gate {
  let passed = 0;
  return async () => {
    if ((passed += 1) >= calls) throw new Error('the worker died');
  };
}

describe('a worker that dies whenever it starts', () => {
  test.each([
    ['ingest', { status: 'failed', reason: { code: 'attempts-exhausted' } }, 5],
    // Two parts are in flight, so two workers start each time.
    ['load', { status: 'failed', reason: { code: 'attempts-exhausted' } }, 10],
    // The attempt of the last part's worker is still under way at the first start.
    ['publish', { status: 'failed', reason: { code: 'attempts-exhausted' } }, 6],
    ['annotate-workbook', { status: 'published', annotated: 'failed' }, 5],
  ] as const)('%s ends with a reason after five attempts', async (stage, expected, starts) => {
    const killed = await killAlways(stage);
    expect(killed.delivery).toMatchObject({ ...expected, attempts: 5 });
    expect(killed.starts).toBe(starts);
  });

  test('one that starts beside another counts none: parts are loaded side by side', async () => {
    const { pipeline, id } = await before('load');
    const dies = async () => Promise.reject(new Error('died'));
    const ports = { ...pipeline.ports, records: { ...pipeline.ports.records, put: dies } };
    for (const part of [1, 2]) await expect(loadPart({ delivery: id, part }, ports)).rejects.toThrow('died');
    expect(stored(pipeline, id)).toMatchObject({ attempts: 1 });
  });
});

const busy = async () => Promise.reject(Object.assign(new Error('busy'), { name: 'ThrottlingException' }));

/** One worker of the stage, while the service that its work ends with has no capacity. */
const throttledWorkers: Readonly<Record<Stage, (pipeline: Pipeline, delivery: string) => Promise<void>>> = {
  ingest: async ({ ports }, delivery) => {
    await ingestExcel({ delivery }, { ...ports, datasetStates: { ...ports.datasetStates, beginLoading: busy } });
  },
  load: async ({ ports }, delivery) => {
    await loadPart({ delivery, part: 1 }, { ...ports, records: { ...ports.records, put: busy } });
  },
  publish: async ({ ports }, delivery) => {
    const throttled = { ...ports, datasetStates: { ...ports.datasetStates, publish: busy } };
    await publishDelivery({ delivery }, throttled, { remainingMs: () => 60_000 });
  },
  'annotate-workbook': async ({ ports }, delivery) => {
    await annotateWorkbook({ delivery }, { ...ports, writeAnnotated: busy });
  },
};

describe.each(stages)('%s by a service without capacity', (stage) => {
  test('counts no attempt, however often, and is done when there is capacity again', async () => {
    const { pipeline, id } = await before(stage);
    for (let times = 0; times < 12; times += 1) {
      await expect(throttledWorkers[stage](pipeline, id)).rejects.toThrow('busy');
      await sweepAfter(pipeline, leaseSeconds + 1);
    }
    expect(stored(pipeline, id)).toMatchObject({ attempts: 0 });
    await runPipeline(pipeline).untilQuiet();
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', annotated: 'ready' });
    await assertInvariants(pipeline);
  });
});

test.each([
  ['ingest', 1],
  ['load', 1],
  // The attempt of the last part's worker is still under way.
  ['publish', 0],
  ['annotate-workbook', 1],
] as const)(
  '%s: an attempt that cannot be taken back, for that is throttled too, stays counted',
  async (stage, attempts) => {
    const { pipeline, id } = await before(stage);
    const { deliveries } = pipeline.ports;
    const throttled = {
      ...pipeline,
      ports: {
        ...pipeline.ports,
        deliveries: {
          ...deliveries,
          returnAttempt: busy,
          change: async (...given: Parameters<typeof deliveries.change>) =>
            given[2].attempts === 0 ? await busy() : await deliveries.change(...given),
        },
      },
    };
    await expect(throttledWorkers[stage](throttled, id)).rejects.toThrow('busy');
    expect(stored(pipeline, id)).toMatchObject({ attempts });
  },
);

describe('parts in flight', () => {
  const loads = (pipeline: Pipeline) =>
    pipeline.queue.flatMap((message) => (message.kind === 'load' ? message.part : []));

  test('ingest orders two, and each loaded part the next; the order of loading does not matter', async () => {
    const { pipeline, id } = await before('load');
    expect(loads(pipeline)).toEqual([1, 2]);
    const order: number[] = [];
    while (pipeline.queue.length > 0) {
      // The newest first.
      const message = pipeline.queue.pop();
      if (message?.kind !== 'load') break;
      order.push(message.part);
      await pipeline.handle(message, undisturbed);
      expect(loads(pipeline).length).toBeLessThanOrEqual(2);
    }
    expect(order).toEqual([2, 3, 4, 5, 1]);
    await runPipeline(pipeline).untilQuiet();
    expect(stored(pipeline, id).status).toBe('published');
  });

  test('a repeated message orders nothing: duplicates do not multiply', async () => {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    for (let times = 0; times < 3; times += 1) await loadPart({ delivery: id, part: 1 }, pipeline.ports);
    expect(loads(pipeline)).toEqual([3]);
  });

  test('two workers that load the same part at once order one further part', async () => {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    const late = stored(pipeline, id);
    await loadPart({ delivery: id, part: 1 }, pipeline.ports);
    const asBefore = { ...pipeline.ports.deliveries, read: async () => late };
    await loadPart({ delivery: id, part: 1 }, { ...pipeline.ports, deliveries: asBefore });
    expect(loads(pipeline)).toEqual([3]);
  });

  test('a worker that died before it ordered the next part: the sweep orders the parts in flight', async () => {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    const messages = { ...pipeline.ports.messages, loadParts: async () => Promise.reject(new Error('died')) };
    await expect(loadPart({ delivery: id, part: 2 }, { ...pipeline.ports, messages })).rejects.toThrow('died');
    await sweepAfter(pipeline, 2 * leaseSeconds);
    expect(loads(pipeline)).toEqual([1, 3]);
    await runPipeline(pipeline).untilQuiet();
    expect(stored(pipeline, id).status).toBe('published');
  });
});

describe('work that takes longer than a lease', () => {
  test('loading a part: the sweep sends nothing while its worker lives', async () => {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    let swept = 0;
    const slow = {
      ...pipeline.ports,
      stagingStore: {
        ...pipeline.ports.stagingStore,
        readLines: async function* (key: string) {
          // 1,500 versions are three batches; each takes most of a lease.
          const lines: string[] = [];
          for await (const line of pipeline.ports.stagingStore.readLines(key)) lines.push(line);
          for (let i = 0; i < 1_500; i += 1) yield lines[0] ?? '';
        },
      },
      records: {
        ...pipeline.ports.records,
        put: async () => {
          await sweepAfter(pipeline, leaseSeconds * 0.9);
          swept += 1;
        },
      },
    };
    await loadPart({ delivery: id, part: 1 }, slow);
    expect([swept, stored(pipeline, id).resends ?? 0]).toEqual([3, 0]);
  });

  test('annotating a workbook: likewise', async () => {
    const { pipeline, id } = await before('annotate-workbook');
    pipeline.queue.length = 0;
    let swept = 0;
    const slow = {
      ...pipeline.ports,
      writeAnnotated: async (...given: Parameters<typeof pipeline.ports.writeAnnotated>) => {
        for await (const _rows of given[1].workbook.rows(given[1].sheetName)) {
          await sweepAfter(pipeline, leaseSeconds * 0.9);
          swept += 1;
        }
        return [];
      },
    };
    await annotateWorkbook({ delivery: id }, slow);
    expect(swept).toBeGreaterThan(3);
    expect([pipeline.queue, stored(pipeline, id).annotated]).toEqual([[], 'ready']);
  });
});
