import { canonicalValue } from '../../../lib/kernel/formats/canonical-value.ts';
import { workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';
import type { ApplicationPorts, ApplicationSearch } from '../../../lib/sharing/applications/ports.ts';
import { stepApplication } from '../../../lib/sharing/applications/step-application.ts';
import { waitsFor } from '../../../lib/sharing/applications/transitions.ts';
import { draftApplication } from '../../../lib/sharing/applications/write-application.ts';
import type { DatasetContent, DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import type { ApplicationView } from '../../../schemas/sharing/application-routes.ts';
import { type Application, type ApplicationContent, ApplicationStep } from '../../../schemas/sharing/application.ts';
import type { GrantTarget } from '../../../schemas/sharing/grant.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import { codeLists, content as sampleContent } from '../../catalogue/builders.ts';

const person = (subject: string, department: string, role: Role): Caller => ({
  subject,
  kind: 'person',
  name: subject,
  department,
  roles: [role],
});

/** Two of the applicant, two of the centre, and one each of the provider and of another department. */
export const people = {
  writer: person('writer', 'human-resources', 'consumer'),
  head: person('head', 'human-resources', 'consumer'),
  centre: person('centre', 'information-center', 'operator'),
  provider: person('owner', 'civil-affairs', 'provider'),
  stranger: person('stranger', 'public-security', 'provider'),
  supervisor: person('supervisor', 'reform-office', 'supervisor'),
} as const;
export type Person = keyof typeof people;

export const dataset = 'test-dataset';
export const start = '2026-09-28T02:00:00.000Z';

/** The sample of the catalogue as it is published, with the sharing that a test needs. */
export const publishedAs = (shareType: 1 | 2 | 3, change: Partial<DatasetContent> = {}): DatasetVersion => ({
  dataset,
  version: 1,
  code: '3070000001',
  status: 'published',
  compatibility: 'first',
  content: sampleContent(change, { shareType }),
  createdAt: start,
  createdBy: 'owner',
  updatedAt: start,
});

export const contentOf = (changes: Partial<ApplicationContent> = {}): ApplicationContent => ({
  purpose: '核对参保人的身份信息。',
  legalBasis: '《社会保险法》第五十七条',
  matter: '社会保险登记',
  fields: ['name'],
  filters: [],
  ways: ['query'],
  callsPerDay: 100,
  until: '2027-09-28',
  ...changes,
});

/** The vectors of the working-day rule: National Day 2026. */
export const calendar = workingCalendar([
  {
    year: 2026,
    holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`),
    makeUpDays: ['2026-09-20', '2026-10-10'],
  },
]);

/** Applications in memory, with a clock that a test sets. */
export function openApplications(published: DatasetVersion | null) {
  const stored = new Map<string, Application>();
  const events: NewEvent[] = [];
  const state: {
    now: string;
    published: DatasetVersion | null;
    lists: typeof codeLists;
    fieldsOfCertificates: ReadonlySet<string> | null;
  } = { now: start, published, lists: codeLists, fieldsOfCertificates: null };
  const inParty = (one: Application, { of }: ApplicationSearch): boolean => {
    if ('consumer' in of) return one.consumer === of.consumer;
    if ('provider' in of) return one.provider === of.provider;
    return 'waitsFor' in of ? waitsFor(one) === of.waitsFor : true;
  };
  const ports: ApplicationPorts = {
    application: async (id) => stored.get(id),
    listApplications: async (search) =>
      [...stored.values()]
        .toReversed()
        .filter((one) => inParty(one, search) && (search.accepts?.(one) ?? true))
        .filter(({ id }) => search.before === undefined || id < search.before)
        .slice(0, search.limit),
    saveApplication: async (application, { event }) => {
      if ((stored.get(application.id)?.lockVersion ?? 0) !== application.lockVersion - 1) return false;
      stored.set(application.id, application);
      events.push(event);
      return true;
    },
    account: async () => undefined,
    departmentName: async (id) => id,
    personBehind: async (subject) => subject,
    publishedVersion: async () => state.published,
    fieldsOfCertificates: async () => state.fieldsOfCertificates,
    now: () => state.now,
    limits: async () => defaultSharingLimits,
    workingCalendar: async () => calendar,
    canonical: async (version, key, text) => {
      const field = version.content.fields.find((one) => one.key === key);
      return field === undefined
        ? null
        : canonicalValue(text, field, state.lists.get(field.codeList ?? ''), state.now.slice(0, 10));
    },
    newApplicationId: () => `01JD${`${stored.size}`.padStart(22, '0')}`,
  };
  const draft = async (
    content: ApplicationContent = contentOf(),
    by: Person = 'writer',
    target: GrantTarget = 'dataset',
  ) => await draftApplication({ caller: people[by], body: { target, dataset, content } }, ports);
  const take = async (id: string, by: Person, step: ApplicationStep) =>
    await stepApplication(
      {
        caller: people[by],
        params: { application: id },
        body: { step, lockVersion: stored.get(id)?.lockVersion ?? 0 },
      },
      ports,
    );
  return { ports, stored, events, state, draft, take };
}

/** The answer, or an error that names the refusal. */
export function accepted(answer: ApplicationView | { readonly kind: 'refusal' }): ApplicationView {
  if (isRefused(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  if ('kind' in answer) throw new Error('refused');
  return answer;
}

/** What people do; the rest is the platform's. */
export const personActions = ApplicationStep.options.map(({ shape }) => shape.action.value);

/** The step as a person would take it, with a reason where one is needed and every field granted. */
export function stepOf(action: ApplicationStep['action'], fields: readonly string[]): ApplicationStep {
  const reason = '说明理由。';
  switch (action) {
    case 'submit':
    case 'approve':
    case 'pass':
    case 'complete':
      return { action };
    case 'decide':
      return { action, decisions: fields.map((field) => ({ field, decision: 'grant' })) };
    default:
      return { action, reason };
  }
}
