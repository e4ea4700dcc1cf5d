import { SSMClient } from '@aws-sdk/client-ssm';

/** The client of the secret store; endpoint, region and credentials come from the SDK's own environment. */
export function secretClient(): SSMClient {
  return new SSMClient({});
}
