import { dayInShanghai } from '../../lib/kernel/instant.ts';
import { addDays } from '../../lib/kernel/working-days/working-calendar.ts';
import { findMissingSeeds, seedStage } from '../../lib/wiring/admin/seed-stage.ts';
import { carryGrants } from '../../lib/wiring/certificates/carry-grants.ts';
import { certificateGrantAdmin } from '../../lib/wiring/certificates/grants-admin.ts';
import { now } from '../../lib/wiring/clock.ts';
import { seedDepartments } from '../../lib/wiring/seed-departments.ts';
import { stageSeeds } from '../seeds/index.ts';
import { localClients, localGrant, localPartners, localPeople } from './accounts.ts';
import { Seeded } from './seeded.ts';

// Its own process: the product reads its settings from the environment.

const [recorded] = process.argv.slice(2);
const seeds = stageSeeds();
const before = recorded === undefined ? null : Seeded.parse(JSON.parse(recorded));
const missing = await findMissingSeeds(seeds);
await seedStage(missing, seeds.departments);
const accounts = before === null ? [...localPeople, ...localClients().map(({ account }) => account)] : localPartners;
await seedDepartments([], accounts);
const termDays = 365;
await carryGrants({
  ...localGrant,
  until: addDays(dayInShanghai(now()), termDays),
  by: 'liu-yang',
  department: 'information-center',
  reason: '本机演示',
});
// A state of an earlier version has a grant of the account, which would hold for every other type.
for (const { subject } of localPartners) await certificateGrantAdmin().remove(subject);
const seeded: Seeded = {
  departments: seeds.departments.length,
  accounts: before?.accounts ?? accounts.length,
  entries: (before?.entries ?? 0) + missing.datasets.length,
  certificateTypes: seeds.certificateTypes.map(({ type }) => type),
};
console.log(JSON.stringify(seeded));
