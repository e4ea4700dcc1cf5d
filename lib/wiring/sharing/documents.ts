import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import type { ReadGrantDocumentPorts } from '../../sharing/documents/read-grant-document.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { certificateSigning } from '../certificates/signing.ts';
import { setting } from '../setting.ts';

/** Opens SHARING_TABLE, CATALOGUE_TABLE, DEPARTMENTS_TABLE and the signing key. Throws `signing-key-not-usable`. */
export function readGrantDocumentPorts(): ReadGrantDocumentPorts {
  const client = documentClient();
  const { department } = departmentRepository(client, setting('DEPARTMENTS_TABLE'));
  const { signDetached } = certificateSigning();
  return {
    grant: grantRepository(client, setting('SHARING_TABLE')).grant,
    closedVersion: publishedCatalogue().closedVersion,
    departmentName: async (id) => (await department(id))?.name ?? id,
    sign: async (document) => await signDetached('guiji-grant', document),
    address: setting('PUBLIC_ADDRESS'),
  };
}
