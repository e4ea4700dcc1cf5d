import { mkdirSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { listen, stopServer } from '../listen.ts';
import { localCredentials } from '../local-credentials.ts';
import type { TableProperties } from '../resources.ts';

const require = createRequire(import.meta.url);
const Level = z.object({
  Level: z.custom<new (path: string) => { open: () => Promise<void>; close: () => Promise<void> }>(
    (value) => typeof value === 'function',
  ),
});
const Dynalite = z.custom<(options: { path?: string; createTableMs: number }) => Server>(
  (value) => typeof value === 'function',
);

export type Tables = { readonly endpoint: string; readonly close: () => Promise<void> };

/** Starts dynalite. Throws when its data are damaged. */
export async function startTables(
  directory: string,
  tables: readonly TableProperties[],
  region: string,
  protect: (server: Server) => void = () => undefined,
): Promise<Tables> {
  mkdirSync(directory, { recursive: true });
  await checkReadable(directory);
  const dynalite = Dynalite.parse(require('dynalite'));
  const server = dynalite({ path: directory, createTableMs: 0 });
  const requestsDone = watchRequests(server);
  protect(server);
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const client = new DynamoDBClient({ endpoint, region, credentials: localCredentials });
  try {
    const { TableNames: existing = [] } = await client.send(new ListTablesCommand({}));
    for (const table of tables.filter(({ TableName }) => !existing.includes(TableName))) await create(client, table);
  } catch (error) {
    await stopServer(server);
    throw error;
  } finally {
    client.destroy();
  }
  const close = async (): Promise<void> => {
    await requestsDone();
    await stopServer(server);
  };
  return { endpoint, close };
}

const maxWaitMs = 5_000;

/**
 * Returns a wait for the requests that dynalite works on, also those whose caller was killed: it would crash when one
 * of them finds its database closed.
 */
function watchRequests(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    open.add(response);
    const end = response.end.bind(response);
    const ended = (...given: readonly unknown[]) => {
      open.delete(response);
      Reflect.apply(end, undefined, given);
      return response;
    };
    Object.defineProperty(response, 'end', { value: ended, writable: true, configurable: true });
  });
  return async () => {
    for (const until = Date.now() + maxWaitMs; open.size > 0 && Date.now() < until;) await delay(10);
  };
}

/** dynalite would crash at the first request on damaged files. */
async function checkReadable(directory: string): Promise<void> {
  const { Level: Database } = Level.parse(createRequire(require.resolve('dynalite'))('level'));
  const database = new Database(directory);
  await database.open();
  await database.close();
}

async function create(
  client: DynamoDBClient,
  { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes }: TableProperties,
): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions,
      KeySchema,
      ...definedOnly({ GlobalSecondaryIndexes }),
    }),
  );
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await delay(10);
  }
}
