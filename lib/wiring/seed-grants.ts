import type { CertificateGrant } from '../../schemas/certificates/certificate-grant.ts';
import { certificateGrantRepository } from '../adapters/certificates/grant-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { setting } from './setting.ts';

export async function seedGrants(grants: readonly CertificateGrant[]): Promise<void> {
  await certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE')).put(grants);
}
