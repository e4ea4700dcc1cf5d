import { expect, test } from 'vitest';
import { applicationTask } from '../../lib/departments/tasks/application-task.ts';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import { definedOnly } from '../../lib/kernel/defined-only.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import type { ApplicationState } from '../../schemas/sharing/application.ts';
import type { CaseClock } from '../../schemas/sharing/case-clock.ts';
import { caller } from '../catalogue/builders.ts';
import { sampleApplication } from '../sharing/applications/sample-application.ts';
import { idleTaskPorts } from './idle-task-ports.ts';

/** Whom the applications wait for that were asked for, and what they asked of the caller. */
async function tasksOf(subject: string, role: Role, state: ApplicationState) {
  const asked: string[] = [];
  const { items } = await listTasks(
    { caller: caller(subject, role, 'human-resources') },
    {
      ...idleTaskPorts,
      now: () => '2026-09-28T02:00:00.000Z',
      departments: async () => [],
      people: async () => undefined,
      listings: async () => [],
      waitingApplications: async (waitsFor) => {
        asked.push(waitsFor);
        return [{ application: sampleApplication({ state }), clock: { left: 2, late: 0, due: '2026-09-30' } }];
      },
    },
  );
  const own = items.filter(({ kind }) => kind === 'applications-waiting');
  return [asked, own.map(({ count, address, examples }) => [count, address, examples[0]?.title, examples[0]?.due])];
}

const one = [1, '/applications?side=waiting', '共享申请：社会保险登记', '2026-09-30'];

test.each<[string, Role, ApplicationState, string, boolean]>([
  ['writer', 'consumer', 'draft', 'human-resources', true],
  ['head', 'consumer', 'draft', 'human-resources', false],
  ['writer', 'consumer', 'awaiting-approval', 'human-resources', false],
  ['head', 'consumer', 'awaiting-approval', 'human-resources', true],
  ['writer', 'provider', 'awaiting-completion', 'human-resources', true],
  ['head', 'provider', 'awaiting-decision', 'human-resources', true],
  ['head', 'supervisor', 'awaiting-completion', 'human-resources', true],
  ['centre', 'operator', 'awaiting-check', 'centre', true],
  ['centre', 'operator', 'awaiting-coordination', 'centre', true],
  ['head', 'consumer', 'granted', 'human-resources', false],
])('%s as %s, of an application that is %s: asks for those of %s, and has a task: %s', async (...row) => {
  const [subject, role, state, waitsFor, isTask] = row;
  expect(await tasksOf(subject, role, state)).toEqual([[waitsFor], isTask ? [one] : []]);
});

test.each<[CaseClock | undefined, string]>([
  [{ left: 2, late: 0, due: '2026-09-30' }, '还有 2 个工作日。'],
  [{ left: 0, late: 0, due: '2026-09-28' }, '期限已到。'],
  [{ left: 0, late: 3, due: '2026-09-23' }, '已逾期 3 个工作日。'],
  [{ left: 0, late: 3, due: '2026-09-23', escalatedOn: '2026-09-24' }, '已逾期 3 个工作日，已报信息中心。'],
  [{ left: 4, late: 0 }, '暂停计时。'],
  [undefined, '逐项答复。'],
])('with the clock %j, the task ends with %s', (clock, end) => {
  const waiting = { application: sampleApplication({ state: 'awaiting-decision' }), ...definedOnly({ clock }) };
  expect(applicationTask(waiting, 'head')?.why.endsWith(end)).toBe(true);
});
