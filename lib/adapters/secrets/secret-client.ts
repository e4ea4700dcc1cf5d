import { SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings, onePerProcess } from '../client-settings.ts';

/** One client for all parameters of a process. */
export const secretClient = onePerProcess(() => new SSMClient(clientSettings()));
