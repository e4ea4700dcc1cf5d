import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PublicKey } from '../../../schemas/certificates/key-set.ts';
import { collect, createEntity, queryEntities } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

const kind = 'key';

const keyItem = storedItem({
  name: 'public-key',
  key: ['kind', 'id'],
  parse: ({ kind: _kind, id: _id, ...key }) => parseTolerantly(PublicKey, key),
});

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
      const items = await collect(queryEntities(model.query('kind').eq(kind).consistent()));
      return keyItem.readAll(items).toSorted((one, other) => (one.since < other.since ? 1 : -1));
    },
  };
}
