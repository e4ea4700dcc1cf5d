import type { CertificateGrant } from '../../schemas/certificates/certificate-grant.ts';
import { certificateGrantRepository } from '../adapters/certificates/grant-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { setting } from './setting.ts';

/** Overwrites grants by subject in CERTIFICATE_TYPES_TABLE; functions cache older ones for 30 s. */
export async function seedGrants(grants: readonly CertificateGrant[]): Promise<void> {
  await certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE')).put(grants);
}
