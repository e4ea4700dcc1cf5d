import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRequest, type ServedBuckets } from './answer-request.ts';
import { createNotifier } from './created-notifier.ts';
import type { PendingNotification } from './index-state.ts';
import { openObjectIndex } from './object-index.ts';
import { S3Error } from './s3-error.ts';
import { sendAnswer, sendError } from './send-answer.ts';

export type ObjectStoreSettings = Omit<ServedBuckets, 'objectIndex'> & {
  readonly directory: string;
  /** Repeated until it succeeds, also after a restart. */
  readonly created: (object: PendingNotification) => Promise<void>;
};

export type ObjectStore = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

/** Opens the stand-in for S3. Throws when the journal is damaged. */
export function openObjectStore(settings: ObjectStoreSettings): ObjectStore {
  const objectIndex = openObjectIndex(settings.directory, settings.buckets);
  const served: ServedBuckets = { ...settings, objectIndex };
  const inProgress = new Set<Promise<void>>();
  const notifier = createNotifier(objectIndex, settings.created);
  notifier.notify();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    response.setHeader('x-amz-request-id', requestId);
    try {
      await sendAnswer(request, response, await answerRequest(served, request, body));
      notifier.notify();
    } catch (error) {
      if (response.headersSent || (request.destroyed && !request.complete)) return void response.destroy();
      await sendError(request, response, { error: toS3Error(error), requestId, body });
    }
  };

  return {
    handle: (request, response) => {
      const task = answer(request, response).catch((error: unknown) => console.error('object store:', error));
      inProgress.add(task);
      void task.finally(() => inProgress.delete(task));
    },
    close: async () => {
      await Promise.all([notifier.close(), ...inProgress]);
      await notifier.close();
      objectIndex.close();
    },
  };
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  console.error('object store:', error);
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.');
}
