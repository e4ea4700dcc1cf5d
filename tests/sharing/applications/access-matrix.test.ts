import { expect, test } from 'vitest';
import { listApplications, readApplication } from '../../../lib/sharing/applications/read-applications.ts';
import { stepApplication } from '../../../lib/sharing/applications/step-application.ts';
import { editApplication } from '../../../lib/sharing/applications/write-application.ts';
import { http } from '../../../lib/wiring/http.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { Problem } from '../../../schemas/kernel/problem.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import * as routes from '../../../schemas/sharing/application-routes.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { httpEvent, invoke, testEdge } from '../../api/invoke.ts';
import { accepted, contentOf, openApplications, personActions, publishedAs, stepOf, type Person } from './fixture.ts';

const departments = { applicant: 'human-resources', provider: 'civil-affairs', other: 'public-security' } as const;
type Department = keyof typeof departments;
const departmentNames: readonly Department[] = ['applicant', 'provider', 'other'];

type Steps = readonly (readonly [Person, (typeof personActions)[number]])[];
const submitted: Steps = [['writer', 'submit']];
const approved: Steps = [...submitted, ['head', 'approve']];
const passed: Steps = [...approved, ['centre', 'pass']];
const granted: Steps = [...passed, ['provider', 'decide']];
const objected: Steps = [...approved, ['centre', 'refuse'], ['writer', 'object']];

/** How an application came to where it is; the provider knows of it once the centre has passed it on. */
const situations = {
  draft: { steps: [], known: false, applicant: 'submit withdraw', centre: '', provider: '' },
  'sent back': {
    steps: [...submitted, ['head', 'send-back']],
    known: false,
    applicant: 'submit withdraw',
    centre: '',
    provider: '',
  },
  'awaiting approval': {
    steps: submitted,
    known: false,
    applicant: 'approve send-back withdraw',
    centre: '',
    provider: '',
  },
  'awaiting check': {
    steps: approved,
    known: false,
    applicant: 'withdraw',
    centre: 'pass refuse ask-completion',
    provider: '',
  },
  'completing what the centre asked for': {
    steps: [...approved, ['centre', 'ask-completion']],
    known: false,
    applicant: 'complete withdraw',
    centre: '',
    provider: '',
  },
  'awaiting a decision': {
    steps: passed,
    known: true,
    applicant: 'withdraw',
    centre: 'extend',
    provider: 'ask-completion decide',
  },
  'completing what the provider asked for': {
    steps: [...passed, ['provider', 'ask-completion']],
    known: true,
    applicant: 'complete withdraw',
    centre: '',
    provider: '',
  },
  granted: { steps: granted, known: true, applicant: 'revoke', centre: 'revoke', provider: 'revoke' },
  revoked: { steps: [...granted, ['provider', 'revoke']], known: true, applicant: '', centre: '', provider: '' },
  'refused by the centre': {
    steps: [...approved, ['centre', 'refuse']],
    known: false,
    applicant: 'object',
    centre: '',
    provider: '',
  },
  'awaiting coordination': {
    steps: objected,
    known: false,
    applicant: 'withdraw',
    centre: 'overrule uphold',
    provider: '',
  },
  'closed by the centre': {
    steps: [...objected, ['centre', 'uphold']],
    known: false,
    applicant: '',
    centre: '',
    provider: '',
  },
  'withdrawn before the check': {
    steps: [...submitted, ['head', 'withdraw']],
    known: false,
    applicant: '',
    centre: '',
    provider: '',
  },
  'withdrawn from the provider': {
    steps: [...passed, ['head', 'withdraw']],
    known: true,
    applicant: '',
    centre: '',
    provider: '',
  },
} as const satisfies Record<string, { readonly steps: Steps } & Rights>;
type Situation = keyof typeof situations;
type Rights = Record<'applicant' | 'centre' | 'provider', string> & { readonly known: boolean };

const unknownId = '01JD9999999999999999999999';

async function applicationIn(situation: Situation): Promise<Application> {
  const office = openApplications(publishedAs(2));
  const { id } = accepted(await office.draft());
  for (const [by, action] of situations[situation].steps)
    accepted(await office.take(id, by, stepOf(action, contentOf().fields)));
  const application = office.stored.get(id);
  if (application === undefined) throw new Error('not stored');
  return application;
}

type Ask = { readonly role: Role; readonly department: Department };

/** One request over an office that has nothing but this application; for `none`, the id is of no application. */
async function ask(application: Application, { role, department }: Ask, request: Request) {
  const office = openApplications(publishedAs(2));
  office.stored.set(application.id, application);
  const caller: Caller = {
    subject: `${role}-of-${department}`,
    kind: 'person',
    name: '测试人员',
    department: departments[department],
    roles: [role],
  };
  const [route, handler] = {
    read: () =>
      [
        routes.readApplicationRoute,
        http(routes.readApplicationRoute, () => office.ports, readApplication, testEdge()),
      ] as const,
    edit: () =>
      [
        routes.editApplicationRoute,
        http(routes.editApplicationRoute, () => office.ports, editApplication, testEdge()),
      ] as const,
    step: () =>
      [
        routes.takeApplicationStepRoute,
        http(routes.takeApplicationStepRoute, () => office.ports, stepApplication, testEdge()),
      ] as const,
    list: () =>
      [
        routes.listApplicationsRoute,
        http(routes.listApplicationsRoute, () => office.ports, listApplications, testEdge()),
      ] as const,
  }[request.route]();
  const event = httpEvent(route, {
    caller,
    ...(request.route === 'list' ? { query: { side: request.side } } : { params: { application: request.id } }),
    ...('body' in request ? { body: JSON.stringify(request.body) } : {}),
  });
  const { statusCode, headers, body: text, json } = await invoke(handler, event);
  const code = statusCode === 200 ? 'answered' : Problem.parse(json).code;
  return { code, seen: { statusCode, headers, text } };
}
type Request =
  | { readonly route: 'read'; readonly id: string }
  | { readonly route: 'edit' | 'step'; readonly id: string; readonly body: object }
  | { readonly route: 'list'; readonly side: string };

/** Everybody: each role in each of three departments. */
const everybody: readonly Ask[] = Role.options.flatMap((role) =>
  departmentNames.map((department) => ({ role, department })),
);

/** The rule in words: its department, the centre, and, once it was passed on, the provider know of it. */
function sidesIn({ role, department }: Ask, { known }: Rights): readonly ('applicant' | 'centre' | 'provider')[] {
  return [
    ...(department === 'applicant' ? (['applicant'] as const) : []),
    ...(role === 'operator' ? (['centre'] as const) : []),
    ...(department === 'provider' && role === 'provider' && known ? (['provider'] as const) : []),
  ];
}

/** Steps of whoever has to act; others may be taken in somebody else's turn, or after the end. */
const inTurn: ReadonlySet<string> = new Set(['submit', 'approve', 'pass', 'complete', 'decide', 'uphold']);

async function askAll(application: Application, who: Ask, requests: readonly Request[]) {
  const answers = [];
  for (const request of requests) answers.push(await ask(application, who, request));
  return answers;
}

/** What is seen of answers, as if each had asked for the same id. */
const withoutIds = (answers: Awaited<ReturnType<typeof askAll>>): string =>
  JSON.stringify(answers.map(({ seen }) => seen)).replaceAll(/01JD[0-9]{22}/g, '<id>');

const nameOf = ({ role, department }: Ask): string => `${role} of ${department}`;

const situationNames: readonly Situation[] = [
  'draft',
  'sent back',
  'awaiting approval',
  'awaiting check',
  'completing what the centre asked for',
  'awaiting a decision',
  'completing what the provider asked for',
  'granted',
  'revoked',
  'refused by the centre',
  'awaiting coordination',
  'closed by the centre',
  'withdrawn before the check',
  'withdrawn from the provider',
];

test.each(situationNames)('who may read and edit an application that is: %s', async (situation) => {
  const application = await applicationIn(situation);
  const isOpen = ['draft', 'awaiting-completion'].includes(application.state);
  const edit = { content: contentOf(), lockVersion: application.lockVersion };
  const answers: Record<string, readonly string[]> = {};
  const expected: Record<string, readonly string[]> = {};
  for (const who of everybody) {
    const requests = (id: string) => [{ route: 'read', id } as const, { route: 'edit', id, body: edit } as const];
    const none = await askAll(application, who, requests(unknownId));
    const all = await askAll(application, who, requests(application.id));
    const sides = sidesIn(who, situations[situation]);
    answers[nameOf(who)] = all.map(({ code }) => code);
    expected[nameOf(who)] =
      sides.length === 0
        ? ['application-not-found', 'application-not-found']
        : ['answered', sides.includes('applicant') && isOpen ? 'answered' : 'not-editable'];
    if (sides.length === 0) expect(withoutIds(all)).toEqual(withoutIds(none));
  }
  expect(answers).toEqual(expected);
});

test.each(situationNames)('who may take which step of an application that is: %s', async (situation) => {
  const application = await applicationIn(situation);
  const answers: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const who of everybody) {
    const requests = (id: string) =>
      personActions.map((action) => ({
        route: 'step' as const,
        id,
        body: { step: stepOf(action, contentOf().fields), lockVersion: application.lockVersion },
      }));
    const none = await askAll(application, who, requests(unknownId));
    const all = await askAll(application, who, requests(application.id));
    const rights = situations[situation];
    const sides = sidesIn(who, rights);
    const may = new Set(sides.flatMap((side) => rights[side].split(' ')));
    all.forEach(({ code }, i) => {
      const cell = `${nameOf(who)}: ${personActions[i]}`;
      answers[cell] = code;
      const action = personActions[i];
      const isPossible = action !== undefined && may.has(action);
      if (sides.length === 0) expected[cell] = 'application-not-found';
      else expected[cell] = isPossible ? 'answered' : 'transition-not-allowed';
    });
    if (sides.length === 0) expect(withoutIds(all)).toEqual(withoutIds(none));
  }
  expect(answers).toEqual(expected);
});

test.each(situationNames)('which lists show an application that is: %s', async (situation) => {
  const application = await applicationIn(situation);
  const turns = situations[situation];
  const answers: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const who of everybody) {
    const sides = sidesIn(who, situations[situation]);
    // Only an open application waits for somebody; who is in turn can do more than end it.
    const isInTurn = (side: 'applicant' | 'centre' | 'provider') =>
      turns[side].split(' ').some((action) => inTurn.has(action));
    const waiting = who.role === 'operator' ? isInTurn('centre') : sides.some(isInTurn);
    const own = who.department === 'applicant';
    const shown = {
      'by-us': own,
      'of-our-data': who.department === 'provider' && sides.length > 0,
      waiting,
      all: who.role === 'operator' || own,
    };
    for (const [side, isShown] of Object.entries(shown)) {
      const cell = `${nameOf(who)}: ${side}`;
      const [answer] = await askAll(application, who, [{ route: 'list', side }]);
      answers[cell] = answer?.seen.text.includes(application.id) === true ? 'shown' : (answer?.seen.text ?? '');
      expected[cell] = isShown ? 'shown' : '{"items":[]}';
    }
  }
  expect(answers).toEqual(expected);
});
