import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { startMetrics } from '../../../../infra/local/metrics/metrics.ts';
import { oldestAges } from '../../../../lib/adapters/queues/oldest-ages.ts';

let metrics: Awaited<ReturnType<typeof startMetrics>>;
let client: CloudWatchClient;
beforeAll(async () => {
  metrics = await startMetrics(
    (queue) => (queue === 'busy' ? 125.4 : null),
    () => undefined,
  );
  client = new CloudWatchClient({ endpoint: metrics.endpoint, region: 'cn-north-1', credentials: localCredentials });
});
afterAll(async () => {
  client.destroy();
  await metrics.close();
});

test('the age of the oldest message is read for each queue that has one', async () => {
  expect([...(await oldestAges(client, ['idle', 'busy', 'other']))]).toEqual([['busy', 125]]);
});

test('the stand-in answers no other metric', async () => {
  const command = new GetMetricDataCommand({
    StartTime: new Date(0),
    EndTime: new Date(1_000),
    ScanBy: 'TimestampDescending',
    MetricDataQueries: [
      {
        Id: 'q0',
        MetricStat: {
          Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'QueueName', Value: 'x' }] },
          Period: 60,
          Stat: 'Maximum',
        },
      },
    ],
  });
  await expect(client.send(command)).rejects.toThrow('one metric only');
});
