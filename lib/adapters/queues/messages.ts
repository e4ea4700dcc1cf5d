import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Messages } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';

export type QueueUrls = { readonly takeIn: string; readonly loadPart: string; readonly settle: string; readonly markUp: string };

/** SQS takes ten messages in a batch. */
const messagesAtOnce = 10;

/** Messages of the collection room. They carry ids only. */
export function messages(client: SQSClient, urls: QueueUrls): Messages {
  const send = async (url: string, body: unknown) => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }));
  };
  return {
    takeIn: (delivery) => send(urls.takeIn, { delivery }),
    settle: (delivery) => send(urls.settle, { delivery }),
    markUp: (delivery) => send(urls.markUp, { delivery }),
    loadParts: async (delivery, parts) => {
      for (let from = 0; from < parts.length; from += messagesAtOnce) {
        const entries = parts.slice(from, from + messagesAtOnce).map((part) => ({ Id: `${part}`, MessageBody: JSON.stringify({ delivery, part }) }));
        const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: urls.loadPart, Entries: entries }));
        if (Failed !== undefined && Failed.length > 0) throw new Failure('messages-not-sent', { delivery, count: Failed.length });
      }
    },
  };
}
