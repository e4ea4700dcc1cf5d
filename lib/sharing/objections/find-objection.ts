import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { ObjectionView } from '../../../schemas/sharing/objection-routes.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { nameActors } from '../../kernel/name-actors.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { clockContext } from '../applications/application-clock.ts';
import { caseClock } from '../clocks/due-telling.ts';
import { objectionClock } from './objection-clock.ts';
import type { ObjectionPorts } from './ports.ts';
import { isInformed, sidesOf } from './sides-of.ts';
import { actionsOf } from './transitions.ts';

/** Refuses an objection that the caller must not know of like one that is not there. */
export async function findObjection(
  caller: Caller,
  id: string,
  { objection: read }: Pick<ObjectionPorts, 'objection'>,
) {
  const objection = await read(id);
  return objection !== undefined && (sidesOf(caller, objection).length > 0 || isInformed(caller, objection))
    ? objection
    : refused('objection-not-found', { objection: id });
}

export type ViewPorts = Pick<
  ObjectionPorts,
  'account' | 'departmentName' | 'now' | 'limits' | 'workingCalendar' | 'recordAt' | 'publishedVersion' | 'recordUse'
>;

type Reader = { readonly caller: Caller; readonly requestId: string };

/** What a caller sees of an objection, and may do. Its provider's people see the record; an audit entry says so. */
export async function viewObjection(reader: Reader, objection: Objection, ports: ViewPorts): Promise<ObjectionView> {
  const { caller } = reader;
  const { id, dataset, provider, field, state, createdAt, transitions, lockVersion, clockTold } = objection;
  const sides = sidesOf(caller, objection);
  const clock = objectionClock(objection, await clockContext(ports));
  const escalatedOn = clock === undefined ? undefined : caseClock(clock, clockTold, state).escalatedOn;
  return {
    id,
    dataset,
    provider,
    field,
    state,
    createdAt,
    lockVersion,
    since: transitions.at(-1)?.at ?? createdAt,
    actions: [...new Set(sides.flatMap((side) => actionsOf(objection, side)))],
    ...definedOnly({ clock, escalatedOn }),
    ...(sides.length > 0 ? { parties: await viewParties(caller, objection, ports) } : {}),
    ...(sides.includes('provider') ? await viewDisputed(reader, objection, ports) : {}),
  };
}

async function viewParties(caller: Caller, objection: Objection, ports: ViewPorts) {
  const { consumer, grant, record, evidence, suggested, createdBy, transitions, removed, informed } = objection;
  const knowsUsers = sidesOf(caller, objection).some((side) => side !== 'objector');
  return {
    consumer,
    grant,
    record,
    evidence,
    createdBy,
    transitions,
    ...definedOnly({ suggested, removed, informed: knowsUsers ? informed : undefined }),
    actors: await nameActors(caller, [createdBy, ...transitions.map(({ by }) => by)], ports),
  };
}

async function viewDisputed({ caller, requestId }: Reader, objection: Objection, ports: ViewPorts) {
  const { dataset, provider, field, seq, subject } = objection;
  const [version, values] = await Promise.all([ports.publishedVersion(dataset), ports.recordAt(objection, seq)]);
  if (version === null || values === null) return {};
  const use = { caller, requestId, operation: 'read-objection', dataset, provider, results: 1 };
  await ports.recordUse({ ...use, subjects: subject === undefined ? [] : [subject] });
  const key = Object.fromEntries(version.content.key.map((name) => [name, ownValue(values, name) ?? '']));
  return { disputed: { key, ...definedOnly({ value: ownValue(values, field) }) } };
}
