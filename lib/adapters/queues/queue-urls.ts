import { GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../kernel/failure.ts';

/** A queue's address by its name, asked for once. Throws a Failure when there is no such queue. */
export function queueUrls(client: SQSClient): (name: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (name) => {
    const address = known.get(name);
    if (address !== undefined) return address;
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    if (QueueUrl === undefined) throw new Failure('queue-without-url', { queue: name });
    known.set(name, QueueUrl);
    return QueueUrl;
  };
}
