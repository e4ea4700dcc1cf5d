import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PublicKey } from '../../../schemas/certificates/key-set.ts';

const kind = 'key';

export type PublicKeyRepository = {
  /** Enters a public key; of one that is there already, the day since when it signs stays. Nothing is ever taken out. */
  readonly add: (key: PublicKey) => Promise<void>;
  /** All keys that ever signed, the newest first. */
  readonly keys: () => Promise<readonly PublicKey[]>;
};

/** The public keys, in the table of certificate types under `key` and their thumbprints. */
export function publicKeyRepository(client: DynamoDBDocumentClient, table: string): PublicKeyRepository {
  return {
    add: async (key) => {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { kind, id: key.kid, ...PublicKey.parse(key) },
            ConditionExpression: 'attribute_not_exists(id)',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    keys: async () => {
      const keys: PublicKey[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': kind },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages)
        for (const { kind: _kind, id: _id, ...key } of Items) keys.push(PublicKey.parse(key));
      return keys.toSorted((one, other) => (one.since < other.since ? 1 : -1));
    },
  };
}
