import { GetQueueUrlCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Messages } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';

export type QueueNames = { readonly takeIn: string; readonly loadPart: string; readonly settle: string; readonly markUp: string };

/** SQS takes ten messages in a batch. */
const messagesAtOnce = 10;

/** Messages of the collection room. They carry ids only. A queue's address is asked for once. */
export function messages(client: SQSClient, names: QueueNames): Messages {
  const urls = new Map<string, string>();
  const urlOf = async (name: string): Promise<string> => {
    const known = urls.get(name);
    if (known !== undefined) return known;
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    if (QueueUrl === undefined) throw new Failure('queue-without-url', { queue: name });
    urls.set(name, QueueUrl);
    return QueueUrl;
  };
  const send = async (name: string, body: { readonly delivery: string }) => {
    await client.send(new SendMessageCommand({ QueueUrl: await urlOf(name), MessageBody: JSON.stringify(body) }));
  };
  return {
    takeIn: (delivery) => send(names.takeIn, { delivery }),
    settle: (delivery) => send(names.settle, { delivery }),
    markUp: (delivery) => send(names.markUp, { delivery }),
    loadParts: async (delivery, parts) => {
      for (let from = 0; from < parts.length; from += messagesAtOnce) {
        const entries = parts.slice(from, from + messagesAtOnce).map((part) => ({ Id: `${part}`, MessageBody: JSON.stringify({ delivery, part }) }));
        const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: await urlOf(names.loadPart), Entries: entries }));
        if (Failed !== undefined && Failed.length > 0) throw new Failure('messages-not-sent', { delivery, count: Failed.length });
      }
    },
  };
}
