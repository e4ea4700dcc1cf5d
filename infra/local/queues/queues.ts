import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { z } from 'zod';
import { localCredentials } from '../local-credentials.ts';
import type { QueueSettings } from '../resources.ts';

/** fauxqs supports no other. */
const account = '000000000000';

export type Queues = {
  readonly endpoint: string;
  readonly urls: ReadonlyMap<string, string>;
  /** Of the oldest message that is not deleted; null without one. */
  readonly ageSecondsOf: (queue: string) => number | null;
  readonly close: () => Promise<void>;
};

/** Starts fauxqs on 127.0.0.1; its own start listens on every interface. */
export async function startQueues(
  directory: string,
  queues: readonly QueueSettings[],
  region: string,
  protect: (server: Server) => void = () => undefined,
): Promise<Queues> {
  mkdirSync(directory, { recursive: true });
  const { stores, persistence } = await openStores(directory);
  const app = buildApp({ logger: false, defaultRegion: region, stores });
  protect(app.server);
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  // Stored addresses have an earlier port.
  for (const queue of stores.sqsStore.allQueues()) Reflect.set(queue, 'url', `${endpoint}/${account}/${queue.name}`);
  return {
    endpoint,
    urls: await createQueues(endpoint, queues, region),
    ageSecondsOf: (name) => {
      const queue = [...stores.sqsStore.allQueues()].find((one) => one.name === name);
      const inWork = [...(queue?.inflightMessages.values() ?? [])].map(({ message }) => message);
      const sent = [...(queue?.messages ?? []), ...inWork].map(({ sentTimestamp }) => sentTimestamp);
      return sent.length === 0 ? null : (Date.now() - Math.min(...sent)) / 1000;
    },
    close: async () => {
      app.server.closeIdleConnections();
      await app.close();
      persistence.close();
    },
  };
}

async function createQueues(
  endpoint: string,
  queues: readonly QueueSettings[],
  region: string,
): Promise<ReadonlyMap<string, string>> {
  const client = new SQSClient({ endpoint, region, credentials: localCredentials });
  const urls = new Map<string, string>();
  try {
    for (const { name, visibilitySeconds, redrive } of queues) {
      const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
      urls.set(name, QueueUrl);
      const RedrivePolicy = redrive === null ? '' : writeRedrivePolicy(region, redrive);
      await client.send(
        new SetQueueAttributesCommand({
          QueueUrl,
          Attributes: { VisibilityTimeout: String(visibilitySeconds), RedrivePolicy },
        }),
      );
    }
  } finally {
    client.destroy();
  }
  return urls;
}

function writeRedrivePolicy(region: string, { to, after }: NonNullable<QueueSettings['redrive']>): string {
  const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${to}`;
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount: after });
}

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type Persistence = NonNullable<Stores['sqsStore']['persistence']>;
const constructorOf = <T>() => z.custom<T>((value) => typeof value === 'function');

/** fauxqs does not export them: they are imported by path. */
async function openStores(directory: string): Promise<{ stores: Stores; persistence: Persistence }> {
  const importPart = async (path: string): Promise<unknown> =>
    import(new URL(path, import.meta.resolve('fauxqs')).href);
  const { SqsStore } = z
    .object({ SqsStore: constructorOf<new () => Stores['sqsStore']>() })
    .parse(await importPart('sqs/sqsStore.js'));
  const { SnsStore } = z
    .object({ SnsStore: constructorOf<new () => Stores['snsStore']>() })
    .parse(await importPart('sns/snsStore.js'));
  const { S3Store } = z
    .object({ S3Store: constructorOf<new () => Stores['s3Store']>() })
    .parse(await importPart('s3/s3Store.js'));
  const { PersistenceManager } = z
    .object({ PersistenceManager: constructorOf<new (path: string) => Persistence>() })
    .parse(await importPart('persistence.js'));

  const persistence = new PersistenceManager(directory);
  // fauxqs fails on a visibility of 0: it clears a column that must not be null.
  const { db } = z.object({ db: z.instanceof(DatabaseSync) }).parse(persistence);
  const makeVisible = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void makeVisible.run(messageId);

  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  stores.sqsStore.host = ''; // Else queue addresses begin with a host name that does not resolve.
  persistence.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  stores.sqsStore.persistence = persistence;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence;
  return { stores, persistence };
}
