import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { Notice, NoticeAudience, NoticeFacts } from '../../../schemas/sharing/notice.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai, startOfDay } from '../../kernel/instant.ts';
import { type NoticeParty, type NoticeRule, rulesFor } from '../../kernel/notice-rules.ts';
import { applicationClock } from '../applications/application-clock.ts';
import { isHiddenFromProvider } from '../applications/sides-of.ts';
import { grantStatus } from '../use/grant-status.ts';
import type { RecipientPorts } from './ports.ts';

type Recipient = {
  readonly department: string;
  readonly audience: NoticeAudience;
  readonly grant?: string;
};

/** Everything that an event's notices are made from. */
type Told = {
  readonly event: EventRecord;
  /** As it was right after the event. */
  readonly application: Application | undefined;
  readonly facts: NoticeFacts;
};

/** The notices of an event; those of the same event are the same each time. Empty if what it tells of is gone. */
export async function noticesOfEvent(event: EventRecord, ports: RecipientPorts): Promise<readonly Notice[]> {
  const rules = rulesFor(event);
  if (rules.length === 0) return [];
  const application = event.kind === 'application' ? await applicationAfter(event, ports) : undefined;
  if (event.kind === 'application' && application === undefined) return [];
  const told = { event, application, facts: await factsOf(event, application, ports) };
  const notices: Notice[] = [];
  for (const rule of rules)
    for (const recipient of await recipientsOf(rule, told, ports))
      notices.push(buildNotice(rule, recipient, told, ports));
  return notices;
}

/** Later steps are left out: a notice tells what was so at its event, to those who knew of it then. */
async function applicationAfter({ entity, at }: EventRecord, ports: RecipientPorts): Promise<Application | undefined> {
  const application = await ports.application(entity.slice(entity.indexOf('#') + 1));
  if (application === undefined) return undefined;
  const transitions = application.transitions.filter((transition) => transition.at <= at);
  return { ...application, transitions, state: transitions.at(-1)?.to ?? application.state };
}

async function factsOf(
  event: EventRecord,
  application: Application | undefined,
  ports: RecipientPorts,
): Promise<NoticeFacts> {
  const dataset = application?.dataset ?? event.dataset;
  const [prefix = '', id] = event.entity.split('#');
  return definedOnly({
    application: application?.id,
    delivery: prefix === 'delivery' ? id : undefined,
    dataset,
    datasetName: dataset === undefined ? undefined : await ports.datasetName(dataset),
    channel: event.channel,
    due: application === undefined ? undefined : await dueDay(application, event, ports),
  });
}

async function dueDay(application: Application, { at }: EventRecord, ports: RecipientPorts) {
  const [limits, calendar] = await Promise.all([ports.limits(), ports.workingCalendar()]);
  return applicationClock(application, { now: at, limits, calendar })?.due;
}

async function recipientsOf(rule: NoticeRule, told: Told, ports: RecipientPorts): Promise<readonly Recipient[]> {
  const found: Recipient[] = [];
  for (const party of rule.parties) found.push(...(await membersOf(party, told, ports)));
  const actor = rule.isKnownToActor === true ? told.application?.transitions.at(-1)?.department : undefined;
  return found.filter(({ department }) => department !== actor);
}

/** Nobody of whom `sidesOf` and `listGrants` would not show what the notice tells of. */
async function membersOf(
  party: NoticeParty,
  { event, application }: Told,
  ports: RecipientPorts,
): Promise<readonly Recipient[]> {
  if (party === 'centre') return (await ports.centres()).map((department) => ({ department, audience: 'operator' }));
  if (party === 'grantees') return await grantees(event, ports);
  if (party === 'applicant')
    return application === undefined ? [] : [{ department: application.consumer, audience: 'everyone' }];
  if (application === undefined) return [{ department: event.department, audience: 'provider' }];
  return isHiddenFromProvider(application) ? [] : [{ department: application.provider, audience: 'provider' }];
}

async function grantees(
  { dataset, department, at }: EventRecord,
  ports: RecipientPorts,
): Promise<readonly Recipient[]> {
  const found = new Map<string, Recipient>();
  for await (const grant of ports.findGrants(department))
    if (grant.dataset === dataset && grantStatus(grant, dayInShanghai(at)) === 'in-force' && !found.has(grant.consumer))
      found.set(grant.consumer, { department: grant.consumer, audience: 'everyone', grant: grant.id });
  return [...found.values()];
}

function buildNotice(
  rule: NoticeRule,
  { department, audience, grant }: Recipient,
  { event, facts }: Told,
  { hash }: RecipientPorts,
): Notice {
  const isDaily = rule.daily === 'always' || (rule.daily === 'of-sources' && event.channel !== 'excel');
  const day = dayInShanghai(event.at);
  const about = isDaily ? `${event.dataset}#${event.channel}#${day}` : `${event.entity}#${event.number}`;
  const moment = isDaily ? startOfDay(day) : event.at;
  return {
    id: `${moment.replaceAll(/\D/g, '')}-${hash([about, rule.notice, department, audience].join('#')).slice(0, 24)}`,
    kind: rule.notice,
    department,
    audience,
    at: event.at,
    facts: { ...facts, ...definedOnly({ grant }) },
  };
}
