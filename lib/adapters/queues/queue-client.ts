import { SQSClient } from '@aws-sdk/client-sqs';

/** Endpoint, region and credentials come from the SDK's environment. */
export function queueClient(): SQSClient {
  return new SQSClient({});
}
