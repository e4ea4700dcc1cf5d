import { expect, test } from 'vitest';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import type { ObjectionState } from '../../schemas/sharing/objection.ts';
import { caller } from '../catalogue/builders.ts';
import { sampleObjection } from '../sharing/objections/fixture.ts';
import { idleTaskPorts } from './idle-task-ports.ts';

/** Whom the objections wait for that were asked for, and what they asked of the caller. */
async function tasksOf(role: Role, state: ObjectionState) {
  const asked: string[] = [];
  const { items } = await listTasks(
    { caller: caller('owner', role, 'public-security') },
    {
      ...idleTaskPorts,
      now: () => '2026-09-29T02:00:00.000Z',
      departments: async () => [],
      people: async () => undefined,
      listings: async () => [],
      waitingObjections: async (waitsFor) => {
        asked.push(waitsFor);
        return [{ objection: sampleObjection({ state }), clock: { left: 6, late: 0, due: '2026-10-16' } }];
      },
    },
  );
  const own = items.filter(({ kind }) => kind === 'objections-waiting');
  return [
    asked,
    own.map(({ count, address, examples }) => [count, address, examples[0]?.due, examples[0]?.why.slice(-10)]),
  ];
}

const one = [1, '/objections?side=waiting', '2026-10-16', '还有 6 个工作日。'];

test.each<[Role, ObjectionState, string[], boolean]>([
  ['provider', 'awaiting-verification', ['public-security'], true],
  ['provider', 'awaiting-correction', ['public-security'], true],
  ['provider', 'corrected', ['public-security'], false],
  ['operator', 'awaiting-coordination', ['centre'], true],
  ['consumer', 'awaiting-verification', [], false],
  ['supervisor', 'awaiting-verification', [], false],
])(
  'as %s, of an objection that is %s: asks for those of %j, and has a task: %s',
  async (role, state, asked, isTask) => {
    expect(await tasksOf(role, state)).toEqual([asked, isTask ? [one] : []]);
  },
);
