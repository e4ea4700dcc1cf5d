import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { listen, stopServer } from '../listen.ts';

const Request = z.object({
  MetricDataQueries: z
    .array(
      z.strictObject({
        Id: z.string(),
        MetricStat: z.strictObject({
          Metric: z.strictObject({
            Namespace: z.literal('AWS/SQS'),
            MetricName: z.literal('ApproximateAgeOfOldestMessage'),
            Dimensions: z.tuple([z.strictObject({ Name: z.literal('QueueName'), Value: z.string() })]),
          }),
          Period: z.literal(60),
          Stat: z.literal('Maximum'),
        }),
      }),
    )
    .min(1)
    .max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.literal('TimestampDescending'),
});

/**
 * Answers CloudWatch's GetMetricData (JSON 1.0) for one metric, the age of a queue's oldest message, with the value of
 * the moment. CloudWatch itself keeps one value a minute, and none while a queue is inactive.
 */
export async function startMetrics(
  ageSecondsOf: (queue: string) => number | null,
  protect: (server: Server) => void,
): Promise<{ readonly endpoint: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, ageSecondsOf).then(
      (found) => send(response, 200, found),
      () =>
        send(response, 400, { __type: 'InvalidParameterValue', message: 'The local stack answers one metric only.' }),
    );
  });
  protect(server);
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return { endpoint, close: () => stopServer(server) };
}

async function answer(request: IncomingMessage, ageSecondsOf: (queue: string) => number | null): Promise<object> {
  if (request.headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData')
    throw new Error('another operation');
  const { MetricDataQueries, EndTime } = Request.parse(await json(request));
  const MetricDataResults = MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
    const age = ageSecondsOf(Metric.Dimensions[0].Value);
    const values = age === null ? [] : [age];
    return {
      Id,
      Label: Metric.MetricName,
      StatusCode: 'Complete',
      Timestamps: values.map(() => EndTime),
      Values: values,
    };
  });
  return { MetricDataResults, Messages: [] };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}
