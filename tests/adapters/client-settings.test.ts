import { createServer } from 'node:http';
import { GetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { listen, stopServer } from '../../infra/local/listen.ts';
import { localCredentials } from '../../infra/local/local-credentials.ts';
import {
  clientSettings,
  declareFunctionKind,
  onePerProcess,
  type FunctionKind,
} from '../../lib/adapters/client-settings.ts';

/** Milliseconds that a call may take when no attempt is answered in time, without the waits of throttling. */
function longestCallMs(kind: FunctionKind): number {
  const { maxAttempts, requestHandler } = clientSettings(kind);
  return maxAttempts * requestHandler.requestTimeout;
}

test.each<[FunctionKind, number]>([
  ['authorizer', 3_000],
  ['api', 29_000],
  ['worker', 300_000],
])('%s: a dead service is noticed within %i ms, the time that the function has', (kind, limitMs) => {
  expect(longestCallMs(kind)).toBeLessThan(limitMs);
});

test.each<[FunctionKind, string]>([
  ['authorizer', 'standard'],
  ['api', 'standard'],
  ['worker', 'adaptive'],
])('%s retries in mode %s', (kind, mode) => {
  expect(clientSettings(kind).retryMode).toBe(mode);
});

test('a process has the settings of the kind that was declared', () => {
  expect(clientSettings()).toBe(clientSettings('api'));
  declareFunctionKind('worker');
  expect(clientSettings()).toBe(clientSettings('worker'));
  declareFunctionKind('api');
});

test('a client is opened once', () => {
  let opened = 0;
  const client = onePerProcess(() => (opened += 1));
  expect([client(), client(), opened]).toEqual([1, 1, 1]);
});

test('a service that accepts the connection and never answers ends in a TimeoutError', async () => {
  let requests = 0;
  const server = createServer(() => (requests += 1));
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const client = new DynamoDBClient({
    ...clientSettings('authorizer'),
    endpoint,
    region: 'cn-north-1',
    credentials: localCredentials,
  });
  const asked = client.send(new GetItemCommand({ TableName: 'accounts', Key: { subject: { S: 'a' } } }));
  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(requests).toBe(2);
  client.destroy();
  await stopServer(server);
});
