import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { collect, createEntity, queryEntities } from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

const kind = 'type';

const typeItem = storedItem({
  name: 'certificate-type',
  key: ['kind', 'id'],
  parse: (item) => parseTolerantly(CertificateType, parseJsonAttribute(item, 'body')),
});

export type CertificateTypeRepository = {
  /** In the order of annex 1, strongly consistent. */
  readonly types: () => Promise<readonly CertificateType[]>;
  /** False when the id is taken. */
  readonly create: (type: CertificateType) => Promise<boolean>;
};

/** Stores types in one partition. */
export function certificateTypeRepository(client: DynamoDBDocumentClient, table: string): CertificateTypeRepository {
  const model = certificateSettingModel(client, table);
  return {
    types: async () => {
      const items = await collect(queryEntities(model.query('kind').eq(kind).consistent()));
      return typeItem.readAll(items).toSorted((one, other) => one.serial - other.serial);
    },
    create: (type) => createEntity(model, { kind, id: type.type, body: JSON.stringify(CertificateType.parse(type)) }),
  };
}
