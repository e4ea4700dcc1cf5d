import { expect, test } from 'vitest';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import type { Application } from '../../schemas/sharing/application.ts';
import { caller } from '../catalogue/builders.ts';
import { sampleApplication } from '../sharing/applications/sample-application.ts';
import { grantOf } from '../sharing/use/use-memory.ts';
import { idleTaskPorts } from './idle-task-ports.ts';

const id = '01JD0000000000000000000001';
const grant = grantOf({ id, from: '2026-01-01', until: '2026-12-31' });
const granted = sampleApplication({ id, state: 'granted', grant });
const renewal = (state: Application['state']): Application =>
  sampleApplication({ id: '01JD0000000000000000000002', state, renews: id });
const revoked = { at: '2026-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' };

async function tasksOn(day: string, applications: readonly Application[], role: Role = 'consumer') {
  const { items } = await listTasks(
    { caller: caller('officer', role, 'human-resources') },
    {
      ...idleTaskPorts,
      now: () => `${day}T02:00:00.000Z`,
      departments: async () => [],
      people: async () => undefined,
      listings: async () => [],
      ownApplications: async () => applications,
    },
  );
  return items
    .filter(({ kind }) => kind === 'grants-ending')
    .flatMap(({ examples }) => examples.map(({ due, address }) => [due, address]));
}

const task = [['2026-12-31', `/grants/${id}`]];

test.each<[string, string, readonly Application[], Role, unknown]>([
  ['ends in 30 days', '2026-12-01', [granted], 'consumer', task],
  ['ends today', '2026-12-31', [granted], 'provider', task],
  ['ends in 31 days', '2026-11-30', [granted], 'consumer', []],
  ['has ended', '2027-01-01', [granted], 'consumer', []],
  ['ends soon, and the centre has it not', '2026-12-20', [granted], 'operator', []],
  ['is revoked', '2026-12-20', [{ ...granted, grant: { ...grant, revoked } }], 'consumer', []],
  ['has not begun', '2026-12-01', [{ ...granted, grant: { ...grant, from: '2026-12-08' } }], 'consumer', []],
  ['is followed by a draft', '2026-12-20', [renewal('draft'), granted], 'consumer', task],
  ['is followed by an application', '2026-12-20', [renewal('awaiting-decision'), granted], 'consumer', []],
  ['is followed by a grant', '2026-12-20', [renewal('granted'), granted], 'consumer', []],
  ['is followed by a refused application', '2026-12-20', [renewal('refused'), granted], 'consumer', task],
])('a grant that %s on %s', async (_, ...[day, applications, role, expected]) => {
  expect(await tasksOn(day, applications, role)).toEqual(expected);
});
