import { seedCatalogue } from '../../lib/wiring/seed-catalogue.ts';
import { seedCertificates as keepCertificates } from '../../lib/wiring/seed-certificates.ts';
import { seedDepartments as keepDepartments } from '../../lib/wiring/seed-departments.ts';
import { seedGrants as keepGrants } from '../../lib/wiring/seed-grants.ts';
import { seedCertificates, seedCodeLists, seedDatasets, seedDepartments } from '../seeds/index.ts';
import { localClients, localGrants, localPartners, localPeople } from './accounts.ts';
import { Seeded } from './seeded.ts';

// Writes the seeds into the tables that the environment names, all but those that the mark on the command line says are there. A process of its own:
// the product reads its settings from the environment, and the stack's own environment stays as the person left it. May be repeated.

const [mark] = process.argv.slice(2);
const departments = seedDepartments();
const certificates = seedCertificates();
const before = mark === undefined ? await seedFirst() : Seeded.parse(JSON.parse(mark));
const missing = certificates.filter(({ type }) => !before.certificateTypes.includes(type.type));
await keepCertificates(missing, departments);
await keepDepartments([], localPartners);
await keepGrants(localGrants);
console.log(JSON.stringify({ ...before, certificateTypes: certificates.map(({ type }) => type.type) }));

async function seedFirst(): Promise<Seeded> {
  const accounts = [...localPeople, ...localClients().map(({ account }) => account)];
  await keepDepartments(departments, accounts);
  const entries = await seedCatalogue({
    datasets: seedDatasets(),
    codeLists: [...seedCodeLists().values()],
    departments,
  });
  return { departments: departments.length, accounts: accounts.length, entries, certificateTypes: [] };
}
