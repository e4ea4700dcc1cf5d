import { seedCatalogue } from '../../lib/wiring/seed-catalogue.ts';
import { seedDepartments as keepDepartments } from '../../lib/wiring/seed-departments.ts';
import { seedCodeLists, seedDatasets, seedDepartments } from '../seeds/index.ts';
import { localClients, localPeople } from './accounts.ts';

// Writes the seeds into the tables that the environment names. A process of its own: the product reads its settings from the
// environment, and the stack's own environment stays as the person left it. May be repeated.

const departments = seedDepartments();
const accounts = [...localPeople, ...localClients().map(({ account }) => account)];
await keepDepartments(departments, accounts);
const entries = await seedCatalogue({ datasets: seedDatasets(), codeLists: [...seedCodeLists().values()], departments });
console.log(JSON.stringify({ departments: departments.length, accounts: accounts.length, entries }));
