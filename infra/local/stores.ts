import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { makeDirectories } from '../../lib/adapters/make-directories.ts';
import { type Access, openAccess } from './access/access.ts';
import { dynamodbNeeds, tableKeys } from './access/dynamodb-needs.ts';
import { guardServer, type NeedsOf } from './access/guard-server.ts';
import { kmsNeeds, metricsNeeds, sqsNeeds, ssmNeeds } from './access/service-needs.ts';
import { startKeyService } from './key-service/key-service.ts';
import { newLocalChain } from './key-service/local-chain.ts';
import { localKey } from './key-service/local-key.ts';
import { readSigningKey, type SigningKind } from './key-service/signing-key.ts';
import { listen, stopServer } from './listen.ts';
import { localCredentials, localSubjectKey } from './local-credentials.ts';
import { startMetrics } from './metrics/metrics.ts';
import { createdEvent } from './object-store/created-event.ts';
import { openObjectStore, type ObjectStore } from './object-store/object-store.ts';
import type { Service } from './object-store/sign-v4.ts';
import { startParameterStore } from './parameter-store/parameter-store.ts';
import { type Queues, startQueues } from './queues/queues.ts';
import { resolvedService, type ResolvedService, settingsOfFunctions } from './resolved-service.ts';
import { parseResources, queuesFor, type Resources } from './resources.ts';
import { startTables } from './tables/tables.ts';
import { openThrottling, type Throttling } from './tables/throttling.ts';

export type Stores = {
  readonly service: ResolvedService;
  readonly objectStore: ObjectStore;
  readonly access: Access;
  readonly queueUrls: ReadonlyMap<string, string>;
  /** Certificates of the signing key in PEM, new at each start. */
  readonly signingChain: string;
  /** Tests let tables have no capacity left. */
  readonly throttling: Throttling;
  /** The caller adds the endpoint of S3. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Opens what serverless.yml declares. Throws for damaged data and leaves nothing open. */
export async function openStores(settings: StoresSettings): Promise<Stores> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer();
  };
  try {
    return { ...(await openAll(settings, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type StoresSettings = {
  readonly stateDirectory: string;
  readonly mount: string;
  readonly signing?: SigningKind;
  /** serverless.yml by default. */
  readonly service?: ResolvedService;
};

async function openAll(
  { stateDirectory, mount, signing = 'es256', service: given }: StoresSettings,
  closers: (() => Promise<void>)[],
): Promise<Omit<Stores, 'close'>> {
  const opened = async <Store extends { readonly close: () => Promise<void> }>(opening: Promise<Store>) => {
    const store = await opening;
    closers.push(store.close);
    return store;
  };
  makeDirectories(stateDirectory, { mode: 0o700 });
  const service = given ?? (await resolvedService());
  const { region, environment } = service.provider;
  const resources = parseResources(service.resources.Resources);
  const access = openAccess(service);
  const tableKeyNames = tableKeys(resources.tables, access.arnParts);
  const guard =
    (service: Service, needsOf: NeedsOf) =>
    (server: Server): void =>
      guardServer(server, { access, service }, needsOf);
  const throttling = openThrottling();
  const tables = await opened(
    startTables(join(stateDirectory, 'tables'), resources.tables, region, (server) => {
      guard('dynamodb', (operation, body) => dynamodbNeeds(operation, body, tableKeyNames))(server);
      throttling.guard(server);
    }),
  );
  const queues = await opened(
    startQueues(
      join(stateDirectory, 'queues'),
      resources.queues,
      region,
      guard('sqs', (operation, body) => sqsNeeds(operation, body, access.arnParts)),
    ),
  );
  const {
    parameters,
    signing: keys,
    signingChain,
  } = await openSecrets({ stateDirectory, signing, service, access, resources }, opened);
  const metrics = await opened(startMetrics(queues.ageSecondsOf, guard('monitoring', metricsNeeds)));
  const objectStore = openBuckets(
    { directory: join(stateDirectory, 'objects'), mount, region, access },
    resources,
    queues,
  );
  closers.push(objectStore.close);
  return {
    service,
    objectStore,
    access,
    throttling,
    signingChain,
    queueUrls: queues.urls,
    environment: {
      ...environment,
      ...settingsOfFunctions(service),
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
      AWS_ENDPOINT_URL_SSM: parameters.endpoint,
      AWS_ENDPOINT_URL_KMS: keys.endpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH: metrics.endpoint,
    },
  };
}

type BucketsSettings = {
  readonly directory: string;
  readonly mount: string;
  readonly region: string;
  readonly access: Access;
};

function openBuckets(
  { directory, mount, region, access }: BucketsSettings,
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
    secrets: access.secretOf,
    access,
    mount,
    created: async (object) => {
      for (const queue of queuesFor(listeners.get(object.bucket) ?? [], object.key))
        await sqs.send(
          new SendMessageCommand({ QueueUrl: queues.urls.get(queue), MessageBody: createdEvent(region, object) }),
        );
    },
  });
  return { ...objectStore, close: async () => objectStore.close().then(() => sqs.destroy()) };
}

type SecretsSettings = {
  readonly stateDirectory: string;
  readonly signing: SigningKind;
  readonly service: ResolvedService;
  readonly access: Access;
  readonly resources: Resources;
};
type Opened = <Store extends { readonly close: () => Promise<void> }>(opening: Promise<Store>) => Promise<Store>;

/** Starts the parameter store, with subject key and signing chain, and the key service, with the signing key. */
async function openSecrets(
  { stateDirectory, signing, service, access, resources: { keyAliases } }: SecretsSettings,
  opened: Opened,
) {
  const { region, environment } = service.provider;
  const guard =
    (name: 'ssm' | 'kms', needsOf: NeedsOf) =>
    (server: Server): void =>
      guardServer(server, { access, service: name }, needsOf);
  const alias = (environment['SIGNING_KEY'] ?? '').replace(/^kms:/, '');
  const key = { ...localKey(await readSigningKey(stateDirectory, signing)), id: keyAliases.get(alias) ?? alias };
  const signingChain = newLocalChain(key.publicKey, new Date());
  const parameters = await opened(
    startParameterStore(stateDirectory, {
      initial: { [environment['SUBJECT_KEY_PARAMETER'] ?? '']: localSubjectKey },
      replaced: { [environment['SIGNING_CHAIN_PARAMETER'] ?? '']: signingChain },
      keyIds: [...keyAliases.keys()],
      secrets: access.secretOf,
      guard: guard('ssm', (operation, body) => ssmNeeds(operation, body, access.arnParts)),
    }),
  );
  const keys = await opened(
    startKeyService({
      region,
      keys: [key],
      aliases: keyAliases,
      secrets: access.secretOf,
      guard: guard('kms', (operation, body) => kmsNeeds(operation, body, { parts: access.arnParts, keyAliases })),
    }),
  );
  return { parameters, signing: keys, signingChain };
}

export type StartedStores = Omit<Stores, 'objectStore'> & {
  readonly endpoints: Readonly<Record<'s3' | 'dynamodb' | 'sqs' | 'ssm' | 'kms', string>>;
};

type StartSettings = { readonly stateDir: string } & Pick<StoresSettings, 'service'>;

/** Starts the stores alone, on free ports. Throws for damaged data. */
export async function startStores({ stateDir, ...settings }: StartSettings): Promise<StartedStores> {
  const { objectStore, close, environment, ...stores } = await openStores({
    ...settings,
    stateDirectory: stateDir,
    mount: '',
  });
  const server = createServer(objectStore.handle);
  const s3 = `http://127.0.0.1:${await listen(server, 0)}`;
  return {
    ...stores,
    endpoints: {
      s3,
      dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
      sqs: environment['AWS_ENDPOINT_URL_SQS'] ?? '',
      ssm: environment['AWS_ENDPOINT_URL_SSM'] ?? '',
      kms: environment['AWS_ENDPOINT_URL_KMS'] ?? '',
    },
    environment: { ...environment, AWS_ENDPOINT_URL_S3: s3 },
    close: async () => {
      await stopServer(server);
      await close();
    },
  };
}
