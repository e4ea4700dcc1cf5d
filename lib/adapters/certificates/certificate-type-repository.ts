import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { createEntity, queryEntities } from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { certificateSettingModel } from './certificate-setting-model.ts';

const kind = 'type';

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
      const types: CertificateType[] = [];
      for await (const item of queryEntities(model.query('kind').eq(kind).consistent()))
        types.push(CertificateType.parse(parseJsonAttribute(item, 'body')));
      return types.toSorted((one, other) => one.serial - other.serial);
    },
    create: (type) => createEntity(model, { kind, id: type.type, body: JSON.stringify(CertificateType.parse(type)) }),
  };
}
