import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { Failure } from '../../kernel/failure.ts';

/** Reads a SecureString, decrypted. Throws `secret-missing` when there is none or it is empty. */
export async function readSecretParameter(client: SSMClient, parameter: string): Promise<string> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    if (Parameter?.Value !== undefined && Parameter.Value !== '') return Parameter.Value;
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
  throw new Failure('secret-missing', { parameter });
}
