import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { CertificateType } from '../../../schemas/certificates/certificate-type.ts';

/** Types lie side by side: some hundreds, read together. Bodies are JSON text. */
const kind = 'type';
const Item = z.object({ body: z.string() });

export type CertificateTypeRepository = {
  /** All of them in the order of annex 1, as they stand at this moment. */
  readonly types: () => Promise<readonly CertificateType[]>;
  /** Keeps a type unless there is one of its id; `false` then. */
  readonly create: (type: CertificateType) => Promise<boolean>;
};

export function certificateTypeRepository(client: DynamoDBDocumentClient, table: string): CertificateTypeRepository {
  return {
    types: async () => {
      const types: CertificateType[] = [];
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
        types.push(...Items.map((item) => CertificateType.parse(JSON.parse(Item.parse(item).body))));
      return types.toSorted((one, other) => one.serial - other.serial);
    },
    create: async (type) => {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { kind, id: type.type, body: JSON.stringify(CertificateType.parse(type)) },
            ConditionExpression: 'attribute_not_exists(id)',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
