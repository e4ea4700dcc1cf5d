import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings, onePerProcess } from '../client-settings.ts';

/** One client for all queues of a process. */
export const queueClient = onePerProcess(() => new SQSClient(clientSettings()));
