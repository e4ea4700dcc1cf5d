import { SSMClient } from '@aws-sdk/client-ssm';

/** Endpoint, region and credentials come from the SDK's environment. */
export function secretClient(): SSMClient {
  return new SSMClient({});
}
