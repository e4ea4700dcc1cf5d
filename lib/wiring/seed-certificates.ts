import type { CertificateType } from '../../schemas/certificates/certificate-type.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { certificateTypeRepository } from '../adapters/certificates/certificate-type-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { SeededDataset } from '../catalogue/life-cycle/build-seed-entry.ts';
import { seedCatalogue } from './seed-catalogue.ts';
import { setting } from './setting.ts';

export type CertificateSeed = { readonly type: CertificateType; readonly dataset: SeededDataset };

/**
 * Writes each type with the catalogue entry of its face data, unless it is there already. Departments and code lists stand in the tables
 * before. May be repeated. Answers how many types are new.
 */
export async function seedCertificates(
  seeds: readonly CertificateSeed[],
  departments: readonly Department[],
): Promise<number> {
  const table = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  await seedCatalogue({ datasets: seeds.map(({ dataset }) => dataset), codeLists: [], departments });
  const written = await Promise.all(seeds.map(({ type }) => table.create(type)));
  return written.filter((isNew) => isNew).length;
}
