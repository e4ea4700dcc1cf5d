import type { confirmPeopleRoute, keepPeopleRoute } from '../../../schemas/departments/people-routes.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { toPeopleView } from './confirm-by.ts';
import type { PeoplePorts } from './ports.ts';

type KeepPorts = Pick<PeoplePorts, 'people' | 'savePeople' | 'now' | 'recordChange'>;

/**
 * Replaces a unit's people, by the unit itself; the change is recorded first, without names and phones. Refuses
 * `changed-meanwhile` when somebody else was faster.
 */
export async function keepPeople(
  { caller, params: { department }, body }: RouteInput<typeof keepPeopleRoute>,
  ports: KeepPorts,
) {
  if (!isPermitted(caller, 'keep-people', department)) return refused('not-allowed');
  const before = await ports.people(department);
  if ((before?.lockVersion ?? 0) !== body.lockVersion) return refused('changed-meanwhile');
  const step = { at: ports.now(), by: caller.subject, name: caller.name };
  const { inCharge, contacts, lockVersion } = body;
  const people = {
    department,
    inCharge,
    contacts,
    lockVersion: lockVersion + 1,
    changed: step,
    confirmed: step,
  };
  return await record(people, { what: 'people-changed', why: '本部门更新负责人和联系人' }, ports);
}

/** Confirms that a unit's people are still the same; the confirmation is recorded first. */
export async function confirmPeople(
  { caller, params: { department }, body }: RouteInput<typeof confirmPeopleRoute>,
  ports: KeepPorts,
) {
  if (!isPermitted(caller, 'keep-people', department)) return refused('not-allowed');
  const before = await ports.people(department);
  if (before === undefined) return refused('people-not-kept');
  if (before.lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const confirmed = { at: ports.now(), by: caller.subject, name: caller.name };
  const people = { ...before, lockVersion: before.lockVersion + 1, confirmed };
  return await record(people, { what: 'people-confirmed', why: '本部门确认负责人和联系人' }, ports);
}

type Recorded = { readonly what: 'people-changed' | 'people-confirmed'; readonly why: string };

async function record(people: DepartmentPeople, { what, why }: Recorded, ports: KeepPorts) {
  const { department, confirmed, contacts } = people;
  await ports.recordChange({
    by: confirmed.by,
    via: 'api',
    what,
    target: department,
    why,
    detail: JSON.stringify({ contacts: contacts.length, lockVersion: people.lockVersion }),
  });
  if (!(await ports.savePeople(people))) return refused('changed-meanwhile');
  return toPeopleView(department, people, dayInShanghai(confirmed.at));
}
