import type { CertificateType } from '../../schemas/certificates/certificate-type.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { certificateTypeRepository } from '../adapters/certificates/certificate-type-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { SeededDataset } from '../catalogue/life-cycle/build-seed-entry.ts';
import { seedCatalogue } from './seed-catalogue.ts';
import { setting } from './setting.ts';

export type CertificateSeed = { readonly type: CertificateType; readonly dataset: SeededDataset };

/** Creates missing types with their face data's entries. Requires departments and code lists; returns the number. */
export async function seedCertificates(
  seeds: readonly CertificateSeed[],
  departments: readonly Department[],
): Promise<number> {
  const table = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  await seedCatalogue({ datasets: seeds.map(({ dataset }) => dataset), codeLists: [], departments });
  const created = await Promise.all(seeds.map(({ type }) => table.create(type)));
  return created.filter((isNew) => isNew).length;
}
