import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../kernel/failure.ts';

/** Looks up queue URLs, each once. Throws when there is no such queue. */
export function queueUrls(client: SQSClient): (name: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (name) => {
    const url = known.get(name);
    if (url !== undefined) return url;
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    if (QueueUrl === undefined) throw new Failure('queue-without-url', { queue: name });
    known.set(name, QueueUrl);
    return QueueUrl;
  };
}
