import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings } from '../client-settings.ts';

/** Reads a parameter's text; `null` when there is none. */
export async function readParameter(name: string): Promise<string | null> {
  const client = new SSMClient(clientSettings());
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value ?? null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  } finally {
    client.destroy();
  }
}
