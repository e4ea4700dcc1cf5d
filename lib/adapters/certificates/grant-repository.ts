import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { batchDelete, batchPut } from '../dynamodb/batch-write.ts';
import { collect, queryEntities, readEntity } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

/** The log names no grant: its id is an account's subject. */
const grantItem = storedItem({
  name: 'certificate-grant',
  key: [],
  parse: ({ kind: _kind, id: _id, ...grant }) => parseTolerantly(CertificateGrant, grant),
});

/** Stores grants under `grant`; reads are eventually consistent. */
export function certificateGrantRepository(client: DynamoDBDocumentClient, table: string) {
  const model = certificateSettingModel(client, table);
  return {
    grant: async (subject: string): Promise<CertificateGrant | null> => {
      const item = await readEntity(model, { kind: 'grant', id: subject }, { consistent: false });
      return item === undefined ? null : grantItem.read(item);
    },
    /** Strongly consistent, by subject; leaves out unreadable ones. */
    grants: async (): Promise<readonly CertificateGrant[]> =>
      grantItem.readAll(await collect(queryEntities(model.query('kind').eq('grant').consistent()))),
    remove: async (subject: string): Promise<void> => {
      await batchDelete({ client, name: table }, [{ kind: 'grant', id: subject }]);
    },
    put: async (grants: readonly CertificateGrant[]): Promise<void> => {
      const items = grants.map((grant) => ({ kind: 'grant', id: grant.subject, ...CertificateGrant.parse(grant) }));
      await batchPut({ client, name: table }, items);
    },
  };
}
