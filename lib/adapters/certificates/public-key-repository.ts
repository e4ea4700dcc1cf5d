import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PublicKey } from '../../../schemas/certificates/key-set.ts';
import { createEntity, queryEntities } from '../dynamodb/entity-model.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

const kind = 'key';

export type PublicKeyRepository = {
  /** Adds a public key; one that is there already keeps the day since when it signs. Keys are never removed. */
  readonly add: (key: PublicKey) => Promise<void>;
  /** All keys that ever signed, the newest first. */
  readonly keys: () => Promise<readonly PublicKey[]>;
};

/** Public keys by thumbprint, in the table of certificate types under `key`. */
export function publicKeyRepository(client: DynamoDBDocumentClient, table: string): PublicKeyRepository {
  const model = certificateSettingModel(client, table);
  return {
    add: async (key) => {
      await createEntity(model, { kind, id: key.kid, ...PublicKey.parse(key) });
    },
    keys: async () => {
      const keys: PublicKey[] = [];
      for await (const { kind: _kind, id: _id, ...key } of queryEntities(model.query('kind').eq(kind).consistent()))
        keys.push(PublicKey.parse(key));
      return keys.toSorted((one, other) => (one.since < other.since ? 1 : -1));
    },
  };
}
