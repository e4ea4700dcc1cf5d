import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addDeliveryMetrics } from '../../lib/wiring/collection/delivery-metrics.ts';
import { log } from '../../lib/wiring/log.ts';
import { addMetric, flushInvocationMetrics, flushMetrics } from '../../lib/wiring/metrics.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { deliveryReasons } from '../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import { emptyRowCounts } from '../../schemas/collection/delivery.ts';
import { lambdaContext } from './invoke.ts';

const flush = (): readonly unknown[] => {
  const lines: string[] = [];
  flushMetrics({ stage: 'prod', now: 1_700_000_000_000 }, (line) => lines.push(line));
  return lines.map((line): unknown => JSON.parse(line));
};
beforeEach(() => void flush());

const emf = (dimensions: readonly string[], ...metrics: readonly [string, string][]) => ({
  Timestamp: 1_700_000_000_000,
  CloudWatchMetrics: [
    {
      Namespace: 'Guiji/prod',
      Dimensions: [dimensions],
      Metrics: metrics.map(([Name, Unit]) => ({ Name, Unit })),
    },
  ],
});

describe('the embedded metric format', () => {
  test('sums counts, and keeps each of the seconds', () => {
    addMetric('LookUps', 1);
    addMetric('LookUps', 2);
    addMetric('SecondsSinceReceived', 4, 'loading');
    addMetric('SecondsSinceReceived', 9.5, 'published');
    expect(flush()).toEqual([
      {
        _aws: emf([], ['LookUps', 'Count'], ['SecondsSinceReceived', 'Seconds']),
        LookUps: 3,
        SecondsSinceReceived: [4, 9.5],
      },
      { _aws: emf(['status'], ['SecondsSinceReceived', 'Seconds']), status: 'loading', SecondsSinceReceived: [4] },
      { _aws: emf(['status'], ['SecondsSinceReceived', 'Seconds']), status: 'published', SecondsSinceReceived: [9.5] },
    ]);
    expect(flush()).toEqual([]);
  });

  test('writes at most the 100 values that CloudWatch reads', () => {
    for (let second = 0; second < 150; second += 1) addMetric('SecondsSinceReceived', second);
    expect(flush()).toMatchObject([{ SecondsSinceReceived: { length: 100 } }]);
  });

  test('writes bare lines, and only where a stage is set', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      addMetric('LookUps', 1);
      vi.stubEnv('GUIJI_STAGE', '');
      flushInvocationMetrics();
      expect(write).not.toHaveBeenCalled();
      addMetric('LookUps', 1);
      vi.stubEnv('GUIJI_STAGE', 'test');
      flushInvocationMetrics();
      expect(write.mock.calls).toEqual([[expect.stringMatching(/^\{"_aws":.*"Guiji\/test".*"LookUps":1\}\n$/)]]);
    } finally {
      write.mockRestore();
      vi.unstubAllEnvs();
    }
  });
});

describe('what is counted', () => {
  const counts = { ...emptyRowCounts, read: 10, new: 3, changed: 2, removed: 1, unchanged: 4, rejected: 1 };
  const seen = (delivery: Pick<DeliveryRecord, 'status' | 'receivedAt' | 'reason'>) => {
    const added: unknown[] = [];
    addDeliveryMetrics({ channel: 'excel', rowCounts: counts, ...delivery }, '2026-01-01T00:01:30.000Z', (...metric) =>
      added.push(metric),
    );
    return added;
  };
  const receivedAt = '2026-01-01T00:00:00.000Z';

  test.each<[string, Parameters<typeof seen>[0], readonly unknown[]]>([
    ['received: nothing yet', { status: 'received', receivedAt }, []],
    ['loading: the seconds until then', { status: 'loading', receivedAt }, [['SecondsSinceReceived', 90, 'loading']]],
    [
      'failed',
      { status: 'failed', receivedAt },
      [
        ['SecondsSinceReceived', 90, 'failed'],
        ['DeliveriesFailed', 1, 'excel'],
      ],
    ],
    ['failed before it was received: no seconds', { status: 'failed' }, [['DeliveriesFailed', 1, 'excel']]],
    ['never uploaded: no failure of ours', { status: 'failed', reason: deliveryReasons['nothing-uploaded'] }, []],
    [
      'published: its rows',
      { status: 'published', receivedAt },
      [
        ['SecondsSinceReceived', 90, 'published'],
        ['DeliveriesPublished', 1, 'excel'],
        ['RowsRead', 10, 'excel'],
        ['RowsRejected', 1, 'excel'],
        ['RowsPublished', 6, 'excel'],
      ],
    ],
  ])('%s', (_, delivery, metrics) => {
    expect(seen(delivery)).toEqual(metrics);
  });

  test('throttling that is logged', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    log('warn', 'message-throttled');
    log('warn', 'source-wake-failed');
    warn.mockRestore();
    expect(flush()).toMatchObject([{ Throttled: 1 }]);
  });

  test('a scheduled run only if it ends well', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.stubEnv('GUIJI_STAGE', 'test');
    try {
      const run = (work: () => Promise<void>) =>
        scheduled(
          () => ({}),
          work,
          () => undefined,
        )({}, lambdaContext('r'));
      await expect(
        run(async () => {
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(write).not.toHaveBeenCalled();
      await run(async () => undefined);
      expect(write.mock.calls.map(([line]) => String(line))).toEqual([
        expect.stringContaining('"RunsSucceeded":1'),
        expect.stringMatching(/"Dimensions":\[\["function"\]\].*"function":"\w+/),
      ]);
    } finally {
      write.mockRestore();
      vi.unstubAllEnvs();
    }
  });
});
