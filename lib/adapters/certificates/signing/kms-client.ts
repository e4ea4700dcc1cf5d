import { KMSClient } from '@aws-sdk/client-kms';
import { clientSettings, onePerProcess } from '../../client-settings.ts';

/** KMS of this process. */
export const kmsClient = onePerProcess(() => new KMSClient(clientSettings()));
