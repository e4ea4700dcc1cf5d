import { SSMClient } from '@aws-sdk/client-ssm';

/** The SDK's environment gives endpoint, region and credentials. */
export function secretClient(): SSMClient {
  return new SSMClient({});
}
