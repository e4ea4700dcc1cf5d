import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { z } from 'zod';
import type { SecretStore } from '../../collection/sources/ports.ts';

const Secret = z.record(z.string(), z.string());

/** Keeps credentials as parameters under `prefix`, encrypted by the city's KMS key `keyId`. */
export function secretStore(client: SSMClient, prefix: string, keyId: string): SecretStore {
  const at = (name: string) => `${prefix}/${name}`;
  return {
    read: async (name) => {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: at(name), WithDecryption: true }));
        return Secret.parse(JSON.parse(Parameter?.Value ?? 'null'));
      } catch (error) {
        if (error instanceof ParameterNotFound) return null;
        throw error;
      }
    },
    write: async (name, secret) => {
      await client.send(
        new PutParameterCommand({
          Name: at(name),
          Value: JSON.stringify(secret),
          Type: 'SecureString',
          KeyId: keyId,
          Overwrite: true,
        }),
      );
    },
    forget: async (name) => {
      try {
        await client.send(new DeleteParameterCommand({ Name: at(name) }));
      } catch (error) {
        if (!(error instanceof ParameterNotFound)) throw error;
      }
    },
  };
}
