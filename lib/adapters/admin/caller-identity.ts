import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The ARN that the credentials belong to; AWS asks for no permission. */
export async function callerIdentity(): Promise<string> {
  const client = new STSClient({});
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    return Arn ?? 'unknown';
  } finally {
    client.destroy();
  }
}
