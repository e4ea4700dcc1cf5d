import { findMissingSeeds, seedStage } from '../../lib/wiring/admin/seed-stage.ts';
import { seedDepartments } from '../../lib/wiring/seed-departments.ts';
import { seedGrants } from '../../lib/wiring/seed-grants.ts';
import { stageSeeds } from '../seeds/index.ts';
import { localClients, localGrants, localPartners, localPeople } from './accounts.ts';
import { Seeded } from './seeded.ts';

// Its own process: the product reads its settings from the environment.

const [recorded] = process.argv.slice(2);
const seeds = stageSeeds();
const before = recorded === undefined ? null : Seeded.parse(JSON.parse(recorded));
const missing = await findMissingSeeds(seeds);
await seedStage(missing, seeds.departments);
const accounts = before === null ? [...localPeople, ...localClients().map(({ account }) => account)] : localPartners;
await seedDepartments([], accounts);
await seedGrants(localGrants);
const seeded: Seeded = {
  departments: seeds.departments.length,
  accounts: before?.accounts ?? accounts.length,
  entries: (before?.entries ?? 0) + missing.datasets.length,
  certificateTypes: seeds.certificateTypes.map(({ type }) => type),
};
console.log(JSON.stringify(seeded));
