import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { listen, stopServer } from './listen.ts';
import { localCredentials } from './local-credentials.ts';
import { createdEvent } from './object-store/created-event.ts';
import { openObjectStore, type ObjectStore } from './object-store/object-store.ts';
import { openParameterStore } from './parameter-store/parameter-store.ts';
import { type Queues, startQueues } from './queues/queues.ts';
import { resolvedService, type ResolvedService } from './resolved-service.ts';
import { parseResources, type Resources } from './resources.ts';
import { readSigningKey, type SigningKind } from './signing-key.ts';
import { startTables } from './tables/tables.ts';

export type Stores = {
  readonly service: ResolvedService;
  readonly objectStore: ObjectStore;
  readonly queueUrls: ReadonlyMap<string, string>;
  /** The caller adds the endpoint of S3. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Opens what serverless.yml declares. Throws for damaged data and leaves nothing open. */
export async function openStores(
  stateDirectory: string,
  mount: string,
  signing: SigningKind = 'es256',
): Promise<Stores> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    return { ...(await openAll({ stateDirectory, mount, signing }, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type StoresSettings = { readonly stateDirectory: string; readonly mount: string; readonly signing: SigningKind };

async function openAll(
  { stateDirectory, mount, signing }: StoresSettings,
  closers: (() => Promise<void>)[],
): Promise<Omit<Stores, 'close'>> {
  const opened = async <Store extends { readonly close: () => Promise<void> }>(opening: Promise<Store>) => {
    const store = await opening;
    closers.push(store.close);
    return store;
  };
  mkdirSync(stateDirectory, { recursive: true });
  const service = await resolvedService();
  const signingKey = await readSigningKey(stateDirectory, signing);
  const { region, environment } = service.provider;
  const resources = parseResources(service.resources.Resources);
  const tables = await opened(startTables(join(stateDirectory, 'tables'), resources.tables, region));
  const queues = await opened(startQueues(join(stateDirectory, 'queues'), resources.queues, region));
  const parameters = await opened(startParameters(stateDirectory));
  const objectStore = openBuckets({ directory: join(stateDirectory, 'objects'), mount, region }, resources, queues);
  closers.push(objectStore.close);
  return {
    service,
    objectStore,
    queueUrls: queues.urls,
    environment: {
      ...environment,
      SIGNING_KEY: signingKey,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
      AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    },
  };
}

function openBuckets(
  { directory, mount, region }: { readonly directory: string; readonly mount: string; readonly region: string },
  resources: Resources,
  queues: Queues,
): ObjectStore {
  const sqs = new SQSClient({ endpoint: queues.endpoint, region, credentials: localCredentials });
  const listeners = new Map(resources.buckets.map(({ name, notifies }) => [name, notifies]));
  const objectStore = openObjectStore({
    directory,
    buckets: resources.buckets.map(({ name, versioned, notifies }) => ({
      name,
      versioned,
      postOnce: notifies.length > 0,
    })),
    secrets: (accessKey) => (accessKey === localCredentials.accessKeyId ? localCredentials.secretAccessKey : null),
    mount,
    created: async (object) => {
      for (const queue of listeners.get(object.bucket) ?? [])
        await sqs.send(
          new SendMessageCommand({ QueueUrl: queues.urls.get(queue), MessageBody: createdEvent(region, object) }),
        );
    },
  });
  return { ...objectStore, close: async () => objectStore.close().then(() => sqs.destroy()) };
}

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

/** Starts the stores alone, on free ports. Throws for damaged data. */
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
