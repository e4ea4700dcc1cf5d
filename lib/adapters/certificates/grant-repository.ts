import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { readEntity } from '../dynamodb/entity-model.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

/** Stores grants under `grant`; reads are eventually consistent. */
export function certificateGrantRepository(client: DynamoDBDocumentClient, table: string) {
  const model = certificateSettingModel(client, table);
  return {
    grant: async (subject: string): Promise<CertificateGrant | null> => {
      const item = await readEntity(model, { kind: 'grant', id: subject }, { consistent: false });
      if (item === undefined) return null;
      const { kind: _kind, id: _id, ...grant } = item;
      return CertificateGrant.parse(grant);
    },
    put: async (grants: readonly CertificateGrant[]): Promise<void> => {
      const items = grants.map((grant) => ({ kind: 'grant', id: grant.subject, ...CertificateGrant.parse(grant) }));
      await batchPut({ client, name: table }, items);
    },
  };
}
