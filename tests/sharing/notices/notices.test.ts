import { describe, expect, test } from 'vitest';
import { isPermitted } from '../../../lib/kernel/access-policy.ts';
import { rulesFor } from '../../../lib/kernel/notice-rules.ts';
import { workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';
import { clockEvent, transitionEvent, warningEvent } from '../../../lib/sharing/applications/application-events.ts';
import { lapse } from '../../../lib/sharing/applications/lapse.ts';
import { sidesOf } from '../../../lib/sharing/applications/sides-of.ts';
import { applicationRules } from '../../../lib/sharing/applications/transitions.ts';
import { describeNotice } from '../../../lib/sharing/notices/describe-notice.ts';
import { noticesOfEvent } from '../../../lib/sharing/notices/notices-of-event.ts';
import type { RecipientPorts } from '../../../lib/sharing/notices/ports.ts';
import { clockEvent as objectionClockEvent, objectionEvent } from '../../../lib/sharing/objections/objection-event.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import { ApplicationAction, type Application, type ApplicationState } from '../../../schemas/sharing/application.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import { noticeAddress, noticePhrases } from '../../../schemas/sharing/notice-phrases.ts';
import { NoticeKind } from '../../../schemas/sharing/notice.ts';
import type { Objection, ObjectionAction, ObjectionState } from '../../../schemas/sharing/objection.ts';
import { sampleApplication } from '../applications/sample-application.ts';
import { sampleObjection } from '../objections/fixture.ts';
import { memoryNotices } from './notice-memory.ts';

const at = '2026-11-30T02:00:00.000Z';
type Step = readonly [ApplicationAction, ApplicationState, ApplicationState, department: string];

const [consumer, provider, centre] = ['human-resources', 'civil-affairs', 'information-center'] as const;
const begun: readonly Step[] = [
  ['submit', 'draft', 'awaiting-approval', consumer],
  ['approve', 'awaiting-approval', 'awaiting-check', consumer],
];
const passed: readonly Step[] = [...begun, ['pass', 'awaiting-check', 'awaiting-decision', centre]];
const granted: readonly Step[] = [...passed, ['decide', 'awaiting-decision', 'granted', provider]];
const refused: readonly Step[] = [...passed, ['decide', 'awaiting-decision', 'refused', provider]];
const refusedByCentre: readonly Step[] = [...begun, ['refuse', 'awaiting-check', 'refused', centre]];

function afterSteps(steps: readonly Step[]): Application {
  const transitions = steps.map(([action, from, to, department], i) => ({
    action,
    from,
    to,
    at: `2026-11-30T02:${String(i).padStart(2, '0')}:00.000Z`,
    by: `someone-of-${department}`,
    department,
  }));
  return sampleApplication({ transitions, state: steps.at(-1)?.[2] ?? 'draft' });
}

const grantOf = (changes: Partial<Grant>): Grant => ({
  id: '01JD0000000000000000000009',
  target: 'dataset',
  dataset: 'test-dataset',
  version: 1,
  provider,
  consumer,
  fields: [{ field: 'name', mask: 'none' }],
  filters: [],
  ways: ['query'],
  purpose: '核对',
  legalBasis: '依据',
  matter: '登记',
  caseNumbers: 'required',
  quota: { calls: 1, rows: 1, subjects: 1, callsPerMinute: 1 },
  from: '2026-01-01',
  until: '2027-01-01',
  grantedAt: at,
  grantedBy: 'owner',
  ...changes,
});

const portsOf = (application?: Application, grants: readonly Grant[] = []): RecipientPorts => ({
  now: () => at,
  application: async () => application,
  objection: async () => undefined,
  findGrants: async function* (of) {
    yield* grants.filter((grant) => grant.provider === of);
  },
  datasetName: async () => '婚姻登记信息',
  centres: async () => [centre],
  limits: async () => defaultSharingLimits,
  workingCalendar: async () => workingCalendar([]),
  hash: (text) => Buffer.from(text).toString('hex').padStart(64, '0').slice(-64),
});

const noticesAfter = async (steps: readonly Step[]) => {
  const application = afterSteps(steps);
  return await noticesOfEvent({ ...transitionEvent(application), number: steps.length }, portsOf(application));
};

const brief = (notices: Awaited<ReturnType<typeof noticesOfEvent>>) =>
  notices.map(({ kind, department, audience }) => `${kind} → ${department} (${audience})`);

describe('who is told of a step of an application', () => {
  test.each<[sentence: string, steps: readonly Step[], told: readonly string[]]>([
    ['submitted: a colleague approves', begun.slice(0, 1), [`application-waits → ${consumer} (everyone)`]],
    ['approved: the centre checks', begun, [`application-waits → ${centre} (operator)`]],
    ['passed on: the provider answers', passed, [`application-waits → ${provider} (provider)`]],
    ['granted: who asked', granted, [`application-granted → ${consumer} (everyone)`]],
    [
      'granted at the check: who asked, and whose data it is',
      [...begun, ['pass', 'awaiting-check', 'granted', centre]],
      [`application-granted → ${consumer} (everyone)`, `own-data-granted → ${provider} (provider)`],
    ],
    ['refused by the provider', refused, [`application-refused → ${consumer} (everyone)`]],
    [
      'refused by the centre: the provider never knows',
      refusedByCentre,
      [`application-refused → ${consumer} (everyone)`],
    ],
    [
      'sent back within the department',
      [...begun.slice(0, 1), ['send-back', 'awaiting-approval', 'draft', consumer]],
      [`application-sent-back → ${consumer} (everyone)`],
    ],
    [
      'completion asked for by the provider',
      [...passed, ['ask-completion', 'awaiting-decision', 'awaiting-completion', provider]],
      [`completion-asked → ${consumer} (everyone)`],
    ],
    [
      'extended',
      [...passed, ['extend', 'awaiting-decision', 'awaiting-decision', centre]],
      [`answer-extended → ${consumer} (everyone)`, `answer-extended → ${provider} (provider)`],
    ],
    [
      'objected to: the centre coordinates',
      [...refused, ['object', 'refused', 'awaiting-coordination', consumer]],
      [`application-waits → ${centre} (operator)`],
    ],
    [
      'a refusal of the centre that is upheld stays unknown to the provider',
      [
        ...refusedByCentre,
        ['object', 'refused', 'awaiting-coordination', consumer],
        ['uphold', 'awaiting-coordination', 'closed', centre],
      ],
      [`application-closed → ${consumer} (everyone)`],
    ],
    [
      'withdrawn before the centre passed it on: the centre alone',
      [...begun, ['withdraw', 'awaiting-check', 'withdrawn', consumer]],
      [`application-withdrawn → ${centre} (operator)`],
    ],
    ['withdrawn as a draft: nobody', [['withdraw', 'draft', 'withdrawn', consumer]], []],
    [
      'withdrawn from the provider',
      [...passed, ['withdraw', 'awaiting-decision', 'withdrawn', consumer]],
      [`application-withdrawn → ${provider} (provider)`],
    ],
    [
      'revoked by the provider: who used it',
      [...granted, ['revoke', 'granted', 'revoked', provider]],
      [`grant-revoked → ${consumer} (everyone)`],
    ],
    [
      'revoked by the centre: both',
      [...granted, ['revoke', 'granted', 'revoked', centre]],
      [`grant-revoked → ${consumer} (everyone)`, `grant-revoked → ${provider} (provider)`],
    ],
  ])('%s', async (_sentence, steps, told) => {
    expect(brief(await noticesAfter(steps))).toEqual(told);
  });

  test('every step that changes whose turn it is tells them', () => {
    for (const action of ApplicationAction.options)
      for (const from of applicationRules[action].from)
        for (const to of applicationRules[action].to)
          if (to.startsWith('awaiting-'))
            expect({ action, told: rulesFor({ kind: 'application', action, from, to }).length }).not.toEqual({
              action,
              told: 0,
            });
  });

  test('nobody is told who would not be shown the application', async () => {
    const walks: readonly (readonly Step[])[] = [
      ...[1, 2, 3, 4].map((length) => granted.slice(0, length)),
      refused,
      refusedByCentre,
      [...granted, ['revoke', 'granted', 'revoked', centre]],
      [...begun, ['withdraw', 'awaiting-check', 'withdrawn', consumer]],
    ];
    let checked = 0;
    for (const steps of walks)
      for (const { department, audience } of await noticesAfter(steps))
        for (const role of Role.options.filter((one) => audience === 'everyone' || audience === one)) {
          expect(sidesOf({ department, roles: [role] }, afterSteps(steps))).not.toEqual([]);
          checked += 1;
        }
    expect(checked).toBeGreaterThan(20);
  });

  test('a later step does not change what an earlier event tells', async () => {
    const whole = afterSteps(granted);
    const early = { ...transitionEvent(afterSteps(begun)), number: 2 };
    const [notice] = await noticesOfEvent(early, portsOf(whole));
    expect(notice).toEqual((await noticesAfter(begun))[0]);
    expect(notice?.facts.due).toBe('2026-12-02');
  });

  test('an application that is gone gives none', async () => {
    expect(await noticesOfEvent({ ...transitionEvent(afterSteps(begun)), number: 2 }, portsOf())).toEqual([]);
  });
});

describe('who is told of a clock', () => {
  const completing: readonly Step[] = [
    ...passed,
    ['ask-completion', 'awaiting-decision', 'awaiting-completion', provider],
  ];
  const later = '2026-11-30T03:00:00.000Z';
  const objected: readonly Step[] = [...refused, ['object', 'refused', 'awaiting-coordination', consumer]];
  test.each<[sentence: string, steps: readonly Step[], action: 'remind' | 'escalate', told: readonly string[]]>([
    ['internal approval', begun.slice(0, 1), 'remind', [`application-due → ${consumer} (everyone)`]],
    ['check', begun, 'remind', [`application-due → ${centre} (operator)`]],
    ['answer', passed, 'remind', [`application-due → ${provider} (provider)`]],
    ['completion', completing, 'remind', [`completion-due → ${consumer} (everyone)`]],
    ['coordination', objected, 'remind', [`application-due → ${centre} (operator)`]],
    [
      'late approval',
      begun.slice(0, 1),
      'escalate',
      [`application-overdue → ${centre} (operator)`, `application-overdue → ${consumer} (everyone)`],
    ],
    ['late check', begun, 'escalate', [`application-overdue → ${centre} (operator)`]],
    [
      'late answer',
      passed,
      'escalate',
      [`application-overdue → ${centre} (operator)`, `application-overdue → ${provider} (provider)`],
    ],
    ['late coordination', objected, 'escalate', [`application-overdue → ${centre} (operator)`]],
  ])('%s', async (_sentence, steps, action, told) => {
    const application = afterSteps(steps);
    const event = { ...clockEvent(application, { action, at: later, days: 1 }), number: 9 };
    const notices = await noticesOfEvent(event, portsOf(application));
    expect(brief(notices)).toEqual(told);
    for (const { facts } of notices) expect(facts.due).toBeDefined();
  });

  test('what lapses is told to the applicant, and to a provider that knew of it', async () => {
    const lapsed = async (steps: readonly Step[]) => {
      const application = lapse(afterSteps(steps), later);
      return brief(await noticesOfEvent({ ...transitionEvent(application), number: 9 }, portsOf(application)));
    };
    expect(await lapsed(completing)).toEqual([
      `application-lapsed → ${consumer} (everyone)`,
      `application-lapsed → ${provider} (provider)`,
    ]);
    expect(await lapsed([...begun, ['ask-completion', 'awaiting-check', 'awaiting-completion', centre]])).toEqual([
      `application-lapsed → ${consumer} (everyone)`,
    ]);
  });

  const denied: ObjectionSteps = [['refuse', 'awaiting-verification', 'refused']];
  test.each<[sentence: string, steps: ObjectionSteps, action: 'remind' | 'escalate', told: readonly string[]]>([
    ['verification', [], 'remind', [`objection-due → ${provider} (provider)`]],
    [
      'coordination of an objection',
      [...denied, ['appeal', 'refused', 'awaiting-coordination']],
      'remind',
      [`objection-due → ${centre} (operator)`],
    ],
    [
      'late verification',
      [],
      'escalate',
      [`objection-overdue → ${centre} (operator)`, `objection-overdue → ${provider} (provider)`],
    ],
    [
      'late coordination of an objection',
      [...denied, ['appeal', 'refused', 'awaiting-coordination']],
      'escalate',
      [`objection-overdue → ${centre} (operator)`],
    ],
  ])('%s', async (_sentence, steps, action, told) => {
    const objection = objectionAfter(steps);
    const event = { ...objectionClockEvent(objection, { action, at: later, days: 1 }), number: 9 };
    const notices = await noticesOfEvent(event, { ...portsOf(), objection: async () => objection });
    expect(brief(notices)).toEqual(told);
    for (const { facts } of notices) expect(facts.due).toBeDefined();
  });
});

test('a grant that ends is told to whoever uses it, with its last day', async () => {
  const application = { ...afterSteps(granted), grant: grantOf({}) };
  const event = { ...warningEvent(application, { at, days: 7 }), number: 9 };
  const [notice, ...more] = await noticesOfEvent(event, portsOf(application));
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ kind: 'grant-ending', department: consumer, audience: 'everyone' });
  expect(notice?.facts).toMatchObject({ grant: application.id, due: '2027-01-01' });
});

type ObjectionSteps = readonly (readonly [ObjectionAction, ObjectionState, ObjectionState])[];
const other = 'public-security';

function objectionAfter(steps: ObjectionSteps): Objection {
  const transitions = steps.map(([action, from, to], i) => ({
    action,
    from,
    to,
    at: `2026-11-30T02:${String(i).padStart(2, '0')}:00.000Z`,
    by: 'someone',
    department: provider,
  }));
  const informed = steps.some(([action]) => action === 'accept') ? { informed: [consumer, other] } : {};
  const state = steps.at(-1)?.[2] ?? 'awaiting-verification';
  return sampleObjection({ consumer, provider, createdAt: at, transitions, state, ...informed });
}

describe('who is told of a step of an objection', () => {
  const verified: ObjectionSteps = [['accept', 'awaiting-verification', 'awaiting-correction']];
  const denied: ObjectionSteps = [['refuse', 'awaiting-verification', 'refused']];
  const appealed: ObjectionSteps = [...denied, ['appeal', 'refused', 'awaiting-coordination']];
  test.each<[sentence: string, steps: ObjectionSteps, told: readonly string[]]>([
    ['filed: the provider verifies', [], [`objection-waits → ${provider} (provider)`]],
    [
      'accepted: who objected, and who else fetched the record',
      verified,
      [`objection-accepted → ${consumer} (everyone)`, `fetched-data-disputed → ${other} (everyone)`],
    ],
    ['refused: who objected', denied, [`objection-refused → ${consumer} (everyone)`]],
    ['appealed: the centre', appealed, [`objection-waits → ${centre} (operator)`]],
    [
      'overruled: the provider verifies again',
      [...appealed, ['overrule', 'awaiting-coordination', 'awaiting-verification']],
      [`objection-waits → ${provider} (provider)`],
    ],
    [
      'upheld: both',
      [...appealed, ['uphold', 'awaiting-coordination', 'closed']],
      [`objection-closed → ${consumer} (everyone)`, `objection-closed → ${provider} (provider)`],
    ],
    [
      'withdrawn: the provider',
      [['withdraw', 'awaiting-verification', 'withdrawn']],
      [`objection-withdrawn → ${provider} (provider)`],
    ],
    [
      'corrected: both, and who else fetched the record',
      [...verified, ['correct', 'awaiting-correction', 'corrected']],
      [
        `objection-corrected → ${consumer} (everyone)`,
        `objection-corrected → ${provider} (provider)`,
        `fetched-data-corrected → ${other} (everyone)`,
      ],
    ],
  ])('%s', async (_sentence, steps, told) => {
    const objection = objectionAfter(steps);
    const event = { ...objectionEvent(objection), number: steps.length + 1 };
    const notices = await noticesOfEvent(event, { ...portsOf(), objection: async () => objection });
    expect(brief(notices)).toEqual(told);
    // Who only fetched the record does not learn which objection it was.
    for (const { department, facts } of notices)
      if (department === other) expect(facts).toEqual({ dataset: objection.dataset, datasetName: '婚姻登记信息' });
      else expect(facts.objection).toBe(objection.id);
  });

  test('whoever has to act is told the last day', async () => {
    const event = { ...objectionEvent(objectionAfter([])), number: 1 };
    const ports = { ...portsOf(), objection: async () => objectionAfter([]) };
    expect((await noticesOfEvent(event, ports))[0]?.facts.due).toBe('2026-12-14');
  });
});

const delivery = (changes: Partial<EventRecord>): EventRecord => ({
  entity: 'delivery#01JD0000000000000000000005',
  number: 3,
  kind: 'delivery',
  at,
  by: 'platform',
  department: provider,
  dataset: 'test-dataset',
  channel: 'excel',
  to: 'published',
  ...changes,
});

describe('who is told of data', () => {
  const grants = [
    grantOf({}),
    grantOf({ id: '01JD0000000000000000000008' }),
    grantOf({ consumer: 'ended', until: '2026-11-29' }),
    grantOf({ consumer: 'revoked-one', revoked: { at, by: 'owner', reason: '理由' } }),
    grantOf({ consumer: 'of-other-data', dataset: 'other' }),
  ];
  test.each<[sentence: string, event: Partial<EventRecord>, told: readonly string[]]>([
    [
      'published with changes: whose grant is in force, once',
      { counts: { new: 1 } },
      [`dataset-changed → ${consumer} (everyone)`],
    ],
    ['published without a change: nobody', { counts: { new: 0, changed: 0, unchanged: 9 } }, []],
    ['returned', { to: 'returned' }, [`delivery-returned → ${provider} (provider)`]],
    ['failed', { to: 'failed' }, [`delivery-failed → ${provider} (provider)`]],
    ['waiting for a second person', { to: 'awaiting-approval' }, [`delivery-awaits-approval → ${provider} (provider)`]],
    ['received: nobody', { to: 'received' }, []],
    [
      'a source that begins to fail',
      { kind: 'source', action: 'failing', to: 'running' },
      [`source-failing → ${provider} (provider)`],
    ],
    ['a source that was paused: nobody', { kind: 'source', action: 'paused', to: 'paused' }, []],
  ])('%s', async (_sentence, event, told) => {
    const notices = await noticesOfEvent(delivery(event), portsOf(undefined, grants));
    expect(brief(notices)).toEqual(told);
    for (const { department } of notices)
      if (department === provider)
        expect(isPermitted({ department, roles: ['provider'] }, 'read-delivery', provider)).toBe(true);
  });

  test('data that changes every few minutes gives one notice a day', async () => {
    const ids = async (changes: Partial<EventRecord>) =>
      (await noticesOfEvent(delivery({ counts: { changed: 1 }, ...changes }), portsOf(undefined, grants))).map(
        ({ id }) => id,
      );
    const first = await ids({});
    expect(await ids({ entity: 'delivery#01JD0000000000000000000006', at: '2026-11-30T09:00:00.000Z' })).toEqual(first);
    expect(await ids({ at: '2026-11-30T16:00:00.000Z' })).not.toEqual(first);
  });
});

const pages =
  /^\/((applications|grants|deliveries|sources|objections|questions)\/[\w/-]+|objections\?side=concerns-us|inbox\/settings)$/;

describe('what a notice says', () => {
  test('every kind fills its sentence, and leads to a page', () => {
    const facts = {
      application: '01JD0000000000000000000001',
      grant: '01JD0000000000000000000001',
      delivery: '01JD0000000000000000000001',
      question: '01JD0000000000000000000001',
      objection: '01JD0000000000000000000001',
      dataset: 'test-dataset',
      datasetName: '婚姻登记信息',
      channel: 'database',
      due: '2026-12-05',
    };
    for (const kind of NoticeKind.options) {
      expect(describeNotice({ kind, facts }).detail).toMatch(
        /^((对|您单位(对|取用过的))?“婚姻登记信息”|您单位(的接收系统|向信息中心的一个提问))[^{}]+。$/,
      );
      expect(noticeAddress(kind, facts)).toMatch(pages);
      expect(noticePhrases[kind].title).not.toMatch(/[。{]/);
    }
    expect(describeNotice({ kind: 'application-waits', facts })).toEqual({
      title: '有共享申请等待办理',
      detail: '“婚姻登记信息”的共享申请轮到您单位办理，请在2026年12月5日以前办结。',
    });
    expect(describeNotice({ kind: 'application-waits', facts: {} }).detail).toContain('规定的期限');
  });
});

describe('the run that writes them', () => {
  const application = afterSteps(granted);
  const event = { ...transitionEvent(application), number: 4 };

  test('written once, however often the run is killed', async () => {
    for (let killedAt = 1; killedAt <= 4; killedAt += 1) {
      const memory = memoryNotices([event], portsOf(application), killedAt);
      await memory.run().catch(() => undefined);
      await memory.run();
      expect([...memory.stored.values()].map(({ kind }) => kind)).toEqual(['application-granted']);
      expect(memory.left()).toEqual([]);
    }
  });

  test('an event that fails is noted and postponed, and holds up no other', async () => {
    const other = delivery({ to: 'returned' });
    const ports = portsOf(application);
    const failing: RecipientPorts = { ...ports, application: async () => Promise.reject(new Error('unreadable')) };
    const memory = memoryNotices([event, other], failing);
    await memory.run();
    expect([...memory.stored.values()].map(({ kind }) => kind)).toEqual(['delivery-returned']);
    expect(memory.failed).toEqual([event.entity]);
    expect(memory.left()).toEqual([]);
    expect(memory.postponed).toEqual([event.entity]);
  });
});

test('an answered question tells everyone of the unit that asked', async () => {
  const event: EventRecord = {
    entity: 'question#01JD0000000000000000000005',
    number: 0,
    kind: 'question',
    at,
    by: 'someone-of-the-centre',
    department: consumer,
    action: 'answer',
    from: 'open',
    to: 'answered',
  };
  const notices = await noticesOfEvent(event, portsOf());
  expect(brief(notices)).toEqual([`question-answered → ${consumer} (everyone)`]);
  expect(notices[0]?.facts).toEqual({ question: '01JD0000000000000000000005' });
});
