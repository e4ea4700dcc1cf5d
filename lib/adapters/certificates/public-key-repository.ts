import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PublicKey } from '../../../schemas/certificates/key-set.ts';
import { createEntity, queryEntities } from '../dynamodb/entity-model.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

const kind = 'key';

export type PublicKeyRepository = {
  /** A known key keeps its `since`; keys are never removed. */
  readonly add: (key: PublicKey) => Promise<void>;
  /** Newest first. */
  readonly keys: () => Promise<readonly PublicKey[]>;
};

/** Stores public keys by thumbprint. */
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
