import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { listen, stopServer } from './listen.ts';
import { localCredentials } from './local-credentials.ts';
import { createdEvent } from './object-store/created-event.ts';
import { openObjectStore, type ObjectStore } from './object-store/object-store.ts';
import { openParameterStore } from './parameter-store/parameter-store.ts';
import { startQueues } from './queues/queues.ts';
import { resolvedService, type ResolvedService } from './resolved-service.ts';
import { parseResources } from './resources.ts';
import { signingKey, type SigningKind } from './signing-key.ts';
import { startTables } from './tables/tables.ts';

export type Stores = {
  readonly service: ResolvedService;
  readonly objectStore: ObjectStore;
  readonly queueUrls: ReadonlyMap<string, string>;
  /** What a function finds in its environment, endpoints and credentials included; S3's endpoint is for the caller to say. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Tables, queues and buckets as the resources in serverless.yml name them, kept below `stateDirectory`. `mount` is the path in front of the buckets; `signing` says with which of the laptop's own keys certificates are signed. */
export async function openStores(
  stateDirectory: string,
  mount: string,
  signing: SigningKind = 'es256',
): Promise<Stores> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  const opened = async <Opened extends { readonly close: () => Promise<void> }>(
    opening: Promise<Opened>,
  ): Promise<Opened> => {
    const one = await opening;
    closers.push(one.close);
    return one;
  };
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<Stores> {
    mkdirSync(stateDirectory, { recursive: true });
    const service = await resolvedService();
    const ownKey = await signingKey(stateDirectory, signing);
    const { region, environment } = service.provider;
    const resources = parseResources(service.resources.Resources);
    const tables = await opened(startTables(join(stateDirectory, 'tables'), resources.tables, region));
    const queues = await opened(startQueues(join(stateDirectory, 'queues'), resources.queues, region));
    const parameters = await opened(startParameters(stateDirectory));

    const sqs = new SQSClient({ endpoint: queues.endpoint, region, credentials: localCredentials });
    const listeners = new Map(resources.buckets.map(({ name, tells }) => [name, tells]));
    const objectStore = openObjectStore({
      directory: join(stateDirectory, 'objects'),
      buckets: resources.buckets.map(({ name, versioned, tells }) => ({ name, versioned, postOnce: tells.length > 0 })),
      secrets: (accessKey) => (accessKey === localCredentials.accessKeyId ? localCredentials.secretAccessKey : null),
      mount,
      created: async (arrival) => {
        for (const queue of listeners.get(arrival.bucket) ?? [])
          await sqs.send(
            new SendMessageCommand({ QueueUrl: queues.urls.get(queue), MessageBody: createdEvent(region, arrival) }),
          );
      },
    });
    closers.push(async () => objectStore.close().then(() => sqs.destroy()));
    return {
      service,
      objectStore,
      queueUrls: queues.urls,
      environment: {
        ...environment,
        SIGNING_KEY: ownKey,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
        AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
        AWS_ENDPOINT_URL_SQS: queues.endpoint,
        AWS_ENDPOINT_URL_SSM: parameters.endpoint,
      },
      close,
    };
  }
}

/** Where departments' secrets are kept, on a free port of 127.0.0.1. */
async function startParameters(
  stateDirectory: string,
): Promise<{ readonly endpoint: string; readonly close: () => Promise<void> }> {
  const store = openParameterStore(stateDirectory);
  const server = createServer(store.handle);
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return { endpoint, close: async () => stopServer(server).then(store.close) };
}

export type StartedStores = Omit<Stores, 'objectStore'> & {
  readonly endpoints: { readonly s3: string; readonly dynamodb: string; readonly sqs: string; readonly ssm: string };
};

/** The stores alone, each on a free port of 127.0.0.1: for contract tests of adapters, and for tests that kill what stands before them. */
export async function startStores({ stateDir }: { readonly stateDir: string }): Promise<StartedStores> {
  const { objectStore, close, environment, ...stores } = await openStores(stateDir, '');
  const server = createServer(objectStore.handle);
  const s3 = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    ...stores,
    endpoints: {
      s3,
      dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
      sqs: environment['AWS_ENDPOINT_URL_SQS'] ?? '',
      ssm: environment['AWS_ENDPOINT_URL_SSM'] ?? '',
    },
    environment: { ...environment, AWS_ENDPOINT_URL_S3: s3 },
    close: async () => {
      await stopServer(server);
      await close();
    },
  };
}
