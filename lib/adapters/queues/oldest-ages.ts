import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings, onePerProcess } from '../client-settings.ts';

/** The period of the metric, and how far back its newest value may be. */
const periodSeconds = 60;
const windowSeconds = 600;

/** One client for all metrics of a process. */
export const metricsClient = onePerProcess(() => new CloudWatchClient(clientSettings()));

/** Seconds since the oldest message was sent, by queue. A queue without messages is absent, and one of this minute. */
export async function oldestAges(
  client: CloudWatchClient,
  queues: readonly string[],
  now: Date = new Date(),
): Promise<ReadonlyMap<string, number>> {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(now.getTime() - windowSeconds * 1000),
      EndTime: now,
      ScanBy: 'TimestampDescending',
      MetricDataQueries: queues.map((queue, index) => ({
        Id: `q${index}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateAgeOfOldestMessage',
            Dimensions: [{ Name: 'QueueName', Value: queue }],
          },
          Period: periodSeconds,
          Stat: 'Maximum',
        },
      })),
    }),
  );
  const newest = new Map(MetricDataResults.map(({ Id, Values = [] }) => [Id, Values[0]]));
  return new Map(
    queues.flatMap((queue, index) => {
      const age = newest.get(`q${index}`);
      return age === undefined ? [] : [[queue, Math.round(age)]];
    }),
  );
}
