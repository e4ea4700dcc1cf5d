import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { listen, stopServer } from '../../../../infra/local/listen.ts';
import type { PendingNotification } from '../../../../infra/local/object-store/index-state.ts';
import { openObjectStore } from '../../../../infra/local/object-store/object-store.ts';

export const region = 'cn-north-1';
export const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'the-secret' };

/**
 * Runs an object store with a versioned bucket `raw`, where a form may write a key once, and an unversioned
 * `drafts`.
 */
export async function runObjectStore(
  directory = mkdtempSync(join(tmpdir(), 'guiji-store-')),
  onCreated: (arrival: PendingNotification) => Promise<void> = async () => undefined,
) {
  const store = openObjectStore({
    directory,
    buckets: [
      { name: 'raw', versioned: true, postOnce: true },
      { name: 'drafts', versioned: false, postOnce: false },
    ],
    secrets: (key) => (key === credentials.accessKeyId ? credentials.secretAccessKey : null),
    mount: '/storage',
    created: onCreated,
  });
  const server = createServer(store.handle);
  const port = await listen(server, 0);
  const endpoint = `http://127.0.0.1:${port}/storage`;
  const s3 = new S3Client({ endpoint, region, credentials, maxAttempts: 1 });
  const stop = async (): Promise<void> => {
    s3.destroy();
    await stopServer(server);
    await store.close();
  };
  return {
    endpoint,
    port,
    s3,
    directory,
    stop,
    close: async () => stop().then(() => rmSync(directory, { recursive: true, force: true })),
  };
}

/** The `<Code>` of an S3 error. */
export async function readErrorCode(answer: Response): Promise<string> {
  return /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1] ?? '';
}
