import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** Grants by account, in the table of certificate types under `grant`. */
export function certificateGrantRepository(client: DynamoDBDocumentClient, table: string) {
  return {
    grant: async (subject: string): Promise<CertificateGrant | null> => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { kind: 'grant', id: subject } }));
      if (Item === undefined) return null;
      const { kind: _kind, id: _id, ...grant } = Item;
      return CertificateGrant.parse(grant);
    },
    /** Writes over grants of the same account. */
    put: async (grants: readonly CertificateGrant[]): Promise<void> => {
      await batchPut(
        client,
        table,
        grants.map((grant) => ({ kind: 'grant', id: grant.subject, ...CertificateGrant.parse(grant) })),
      );
    },
  };
}
