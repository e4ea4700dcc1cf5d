import { SQSClient } from '@aws-sdk/client-sqs';

/** The SDK's environment gives endpoint, region and credentials. */
export function queueClient(): SQSClient {
  return new SQSClient({});
}
