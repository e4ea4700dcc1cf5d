import { SQSClient } from '@aws-sdk/client-sqs';

/** The queues' client; endpoint, region and credentials come from the SDK's own environment. */
export function queueClient(): SQSClient {
  return new SQSClient({});
}
