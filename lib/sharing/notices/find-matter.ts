import type { Day } from '../../../schemas/kernel/day.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { NoticeFacts } from '../../../schemas/sharing/notice.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { applicationClock } from '../applications/application-clock.ts';
import { isHiddenFromProvider } from '../applications/sides-of.ts';
import { objectionClock } from '../objections/objection-clock.ts';
import type { RecipientPorts } from './ports.ts';

/** The application or objection that an event is of, as it was right after the event. */
export type Matter = {
  readonly dataset: string;
  readonly consumer: string;
  /** Absent while it must not know. */
  readonly provider?: string;
  /** Departments that fetched the disputed record. */
  readonly informed: readonly string[];
  /** Whose people took the last step. */
  readonly actor?: string;
  readonly named: Pick<NoticeFacts, 'application' | 'grant' | 'objection'>;
  /** The last day of whoever has to act, or of a grant that ends. */
  readonly due?: Day;
};

/** `null` for an event of something else, `undefined` when the matter is gone. */
export async function findMatter(event: EventRecord, ports: RecipientPorts): Promise<Matter | null | undefined> {
  if (event.kind === 'application') return await findApplication(event, ports);
  return event.kind === 'objection' ? await findObjection(event, ports) : null;
}

const idOf = ({ entity }: EventRecord): string => entity.slice(entity.indexOf('#') + 1);

/** Later steps are left out: a notice tells what was so at its event, to those who knew of it then. */
function asOf<Kept extends { readonly at: string }>(steps: readonly Kept[], { at }: EventRecord): readonly Kept[] {
  return steps.filter((step) => step.at <= at);
}

async function findApplication(event: EventRecord, ports: RecipientPorts): Promise<Matter | undefined> {
  const stored = await ports.application(idOf(event));
  if (stored === undefined) return undefined;
  const transitions = [...asOf(stored.transitions, event)];
  const application = { ...stored, transitions, state: transitions.at(-1)?.to ?? stored.state };
  const { id, dataset, consumer, provider, grant } = application;
  const isWarning = event.action === 'warn';
  const isOfGrant = isWarning || event.action === 'suspend' || event.action === 'resume';
  const clock = applicationClock(application, { now: event.at, ...(await clockContext(ports)) });
  return {
    dataset,
    consumer,
    informed: [],
    named: { application: id, ...(isOfGrant ? { grant: id } : {}) },
    ...definedOnly({
      provider: isHiddenFromProvider(application) ? undefined : provider,
      actor: transitions.at(-1)?.department,
      due: isWarning ? grant?.until : clock?.due,
    }),
  };
}

async function findObjection(event: EventRecord, ports: RecipientPorts): Promise<Matter | undefined> {
  const stored = await ports.objection(idOf(event));
  if (stored === undefined) return undefined;
  const transitions = [...asOf(stored.transitions, event)];
  const { id, dataset, consumer, provider, informed = [], createdAt } = stored;
  const state = transitions.at(-1)?.to ?? 'awaiting-verification';
  const clock = objectionClock({ state, createdAt, transitions }, { now: event.at, ...(await clockContext(ports)) });
  return {
    dataset,
    consumer,
    provider,
    informed: informed.filter((department) => department !== consumer),
    named: { objection: id },
    ...definedOnly({ actor: transitions.at(-1)?.department, due: clock?.due }),
  };
}

async function clockContext(ports: RecipientPorts) {
  const [limits, calendar] = await Promise.all([ports.limits(), ports.workingCalendar()]);
  return { limits, calendar };
}
