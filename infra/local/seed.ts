import { seedCatalogue } from '../../lib/wiring/seed-catalogue.ts';
import { seedCertificates as writeCertificates } from '../../lib/wiring/seed-certificates.ts';
import { seedDepartments as writeDepartments } from '../../lib/wiring/seed-departments.ts';
import { seedGrants as writeGrants } from '../../lib/wiring/seed-grants.ts';
import { seedCertificates, seedCodeLists, seedDatasets, seedDepartments } from '../seeds/index.ts';
import { localClients, localGrants, localPartners, localPeople } from './accounts.ts';
import { Seeded } from './seeded.ts';

// Its own process: the product reads its settings from the environment.

const [recorded] = process.argv.slice(2);
const departments = seedDepartments();
const certificates = seedCertificates();
const before = recorded === undefined ? await seedFirst() : Seeded.parse(JSON.parse(recorded));
const missing = certificates.filter(({ type }) => !before.certificateTypes.includes(type.type));
await writeCertificates(missing, departments);
await writeDepartments([], localPartners);
await writeGrants(localGrants);
console.log(JSON.stringify({ ...before, certificateTypes: certificates.map(({ type }) => type.type) }));

async function seedFirst(): Promise<Seeded> {
  const accounts = [...localPeople, ...localClients().map(({ account }) => account)];
  await writeDepartments(departments, accounts);
  const entries = await seedCatalogue({
    datasets: seedDatasets(),
    codeLists: [...seedCodeLists().values()],
    departments,
  });
  return { departments: departments.length, accounts: accounts.length, entries, certificateTypes: [] };
}
