import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { Notice, NoticeAudience, NoticeFacts } from '../../../schemas/sharing/notice.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai, startOfDay } from '../../kernel/instant.ts';
import { type NoticeParty, type NoticeRule, rulesFor } from '../../kernel/notice-rules.ts';
import { grantStatus } from '../use/grant-status.ts';
import { findMatter, type Matter } from './find-matter.ts';
import type { RecipientPorts } from './ports.ts';

type Recipient = {
  readonly department: string;
  readonly audience: NoticeAudience;
  readonly grant?: string;
  /** Takes no part in the matter, which its notice does not name. */
  readonly isApart?: true;
};

/** Everything that an event's notices are made from. */
type Told = {
  readonly event: EventRecord;
  /** `null` for an event of neither an application nor an objection. */
  readonly matter: Matter | null;
  readonly facts: NoticeFacts;
};

/** The notices of an event; those of the same event are the same each time. Empty if what it tells of is gone. */
export async function noticesOfEvent(event: EventRecord, ports: RecipientPorts): Promise<readonly Notice[]> {
  const rules = rulesFor(event);
  if (rules.length === 0) return [];
  const matter = await findMatter(event, ports);
  if (matter === undefined) return [];
  const told = { event, matter, facts: await factsOf(event, matter, ports) };
  const notices: Notice[] = [];
  for (const rule of rules)
    for (const recipient of await recipientsOf(rule, told, ports))
      notices.push(buildNotice(rule, recipient, told, ports));
  return notices;
}

async function factsOf(event: EventRecord, matter: Matter | null, ports: RecipientPorts): Promise<NoticeFacts> {
  const dataset = matter?.dataset ?? event.dataset;
  const [prefix = '', id] = event.entity.split('#');
  return definedOnly({
    ...matter?.named,
    delivery: prefix === 'delivery' ? id : undefined,
    question: prefix === 'question' ? id : undefined,
    dataset,
    datasetName: dataset === undefined ? undefined : await ports.datasetName(dataset),
    channel: event.channel,
    due: matter?.due,
  });
}

async function recipientsOf(rule: NoticeRule, told: Told, ports: RecipientPorts): Promise<readonly Recipient[]> {
  const found: Recipient[] = [];
  for (const party of rule.parties) found.push(...(await membersOf(party, told, ports)));
  const actor = rule.isKnownToActor === true ? told.matter?.actor : undefined;
  return found.filter(({ department }) => department !== actor);
}

/** Nobody of whom `sidesOf` and the lists would not show what the notice tells of. */
async function membersOf(
  party: NoticeParty,
  { event, matter }: Told,
  ports: RecipientPorts,
): Promise<readonly Recipient[]> {
  switch (party) {
    case 'centre':
      return (await ports.centres()).map((department) => ({ department, audience: 'operator' }));
    case 'grantees':
      return await grantees(event, ports);
    case 'asker':
      return [{ department: event.department, audience: 'everyone' }];
    case 'consumer':
      return matter === null ? [] : [{ department: matter.consumer, audience: 'everyone' }];
    case 'informed':
      return (matter?.informed ?? []).map((department) => ({ department, audience: 'everyone', isApart: true }));
    default: {
      const provider = matter === null ? event.department : matter.provider;
      return provider === undefined ? [] : [{ department: provider, audience: 'provider' }];
    }
  }
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
  { department, audience, grant, isApart }: Recipient,
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
    facts:
      isApart === true
        ? definedOnly({ dataset: facts.dataset, datasetName: facts.datasetName })
        : { ...facts, ...definedOnly({ grant }) },
  };
}
