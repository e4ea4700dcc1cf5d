import { workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';
import { fileObjection, type FileObjectionPorts } from '../../../lib/sharing/objections/file-objection.ts';
import { followObjections, type FollowObjectionsPorts } from '../../../lib/sharing/objections/follow-objections.ts';
import type {
  DisputeMark,
  DisputeMarks,
  ObjectionRepository,
  ObjectionSearch,
} from '../../../lib/sharing/objections/ports.ts';
import { stepObjection } from '../../../lib/sharing/objections/step-objection.ts';
import { waitsFor } from '../../../lib/sharing/objections/transitions.ts';
import type { FoundRecord } from '../../../lib/sharing/use/ports.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { AuditEntry } from '../../../schemas/sharing/audit-entry.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import type { ObjectionView } from '../../../schemas/sharing/objection-routes.ts';
import type { Objection, ObjectionStep } from '../../../schemas/sharing/objection.ts';
import { grantId, grantOf, useMemory, version } from '../use/use-memory.ts';

const person = (subject: string, department: string, role: Role): Caller => ({
  subject,
  kind: 'person',
  name: subject,
  department,
  roles: [role],
});

/** The two parties, the centre, and a department that fetched the record. */
export const people = {
  objector: person('registrar', 'civil-affairs', 'consumer'),
  provider: person('owner', 'public-security', 'provider'),
  centre: person('centre', 'information-center', 'operator'),
  informed: person('other', 'human-resources', 'consumer'),
  stranger: person('stranger', 'taxation', 'consumer'),
} as const;
export type Person = keyof typeof people;

export const key = { number: '7', id_number: '411102199003070010' };
export const values: RecordValues = { ...key, name: '张三', phone: '13800000000', secret: 'x' };
export const start = '2026-09-28T02:00:00.000Z';
export const { dataset } = version;

export const grant = grantOf({
  fields: [
    { field: 'number', mask: 'none' },
    { field: 'id_number', mask: 'none' },
    { field: 'name', mask: 'none' },
    { field: 'phone', mask: 'mobile' },
  ],
  from: '2026-01-01',
  until: '2027-01-01',
});

const calendar = workingCalendar([
  { year: 2026, holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`), makeUpDays: ['2026-10-10'] },
]);

export const useOf = (department: string, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  chain: `${department}#00`,
  number: 1,
  previous: '',
  id: '01JE0000000000000000000009',
  at: start,
  by: 'somebody',
  department,
  operation: 'query-under-grant',
  dataset,
  subjects: ['subject-hash'],
  results: 1,
  requestId: 'r',
  ...changes,
});

export const sampleObjection = (changes: Partial<Objection> = {}): Objection => ({
  id: '01JD0000000000000000000001',
  dataset,
  provider: 'public-security',
  consumer: 'civil-affairs',
  grant: grantId,
  record: 'token',
  keyHash: 'key-hash',
  seq: 1,
  subject: 'subject-hash',
  field: 'name',
  evidence: '户口簿上的姓名不同。',
  suggested: '张珊',
  state: 'awaiting-verification',
  createdAt: start,
  createdBy: 'registrar',
  transitions: [],
  lockVersion: 1,
  ...changes,
});

/** Objections as their tables have them. */
export function objectionMemory() {
  const stored = new Map<string, Objection>();
  const events: NewEvent[] = [];
  const notes = new Set<string>();
  const marks = new Map<string, DisputeMark>();
  const markKey = ({ dataset: of, keyHash, field, consumer }: Parameters<DisputeMarks['unmark']>[0]) =>
    `${of}/${keyHash}/${field}/${consumer}`;
  const inParty = (one: Objection, { of }: ObjectionSearch): boolean => {
    if ('consumer' in of) return one.consumer === of.consumer;
    if ('provider' in of) return one.provider === of.provider;
    if ('informed' in of) return notes.has(`${one.id}/${of.informed}`);
    return 'waitsFor' in of ? waitsFor(one) === of.waitsFor : true;
  };
  const repository: ObjectionRepository & DisputeMarks = {
    objection: async (id) => stored.get(id),
    objections: async (ids) => ids.flatMap((id) => stored.get(id) ?? []),
    listObjections: async (search) =>
      [...stored.values()]
        .toReversed()
        .filter((one) => inParty(one, search) && (search.accepts?.(one) ?? true))
        .filter(({ id }) => search.before === undefined || id < search.before)
        .slice(0, search.limit),
    saveObjection: async (objection, { event }) => {
      if ((stored.get(objection.id)?.lockVersion ?? 0) !== objection.lockVersion - 1) return false;
      stored.set(objection.id, objection);
      events.push(event);
      return true;
    },
    noteInformed: async (id, departments) => departments.forEach((department) => notes.add(`${id}/${department}`)),
    mark: async (mark) => {
      const known = marks.get(markKey(mark));
      if (known !== undefined && known.objection !== mark.objection) return false;
      marks.set(markKey(mark), mark);
      return true;
    },
    unmark: async (mark, { openedFrom, at }) => {
      const known = marks.get(markKey(mark));
      if (known === undefined || known.objection !== mark.objection || known.opened >= openedFrom) return;
      if (at === undefined || known.at <= at) marks.delete(markKey(mark));
    },
    noteCompared: async (mark, compared) => {
      const known = marks.get(markKey(mark));
      if (known?.objection === mark.objection && known.opened === mark.opened)
        marks.set(markKey(mark), { ...known, compared });
    },
    marks: async function* () {
      yield* marks.values();
    },
  };
  return { stored, events, marks, repository };
}

/** Objections to one record, whose versions a test publishes; `null` removes it. */
export function openObjections({ uses = [], granted = grant }: { uses?: AuditEntry[]; granted?: typeof grant } = {}) {
  const memory = objectionMemory();
  const state = { now: start, uses };
  const versions: (RecordValues | null)[] = [values];
  const dataUse = useMemory({ grant: granted, publications: [[values]], now: () => state.now });
  const found = (): FoundRecord[] => {
    const current = versions.at(-1) ?? null;
    return current === null
      ? []
      : [{ keyHash: 'key-hash', seq: versions.length, values: current, subject: 'subject-hash' }];
  };
  const ports: FileObjectionPorts & FollowObjectionsPorts = {
    ...dataUse,
    ...memory.repository,
    finder: {
      ...dataUse.finder,
      byKey: async (_version, asked) => found().find((one) => one.values['number'] === asked['number']) ?? null,
      bySubject: async (_version, text, accepts) => ({
        subject: 'subject-hash',
        records: found().filter((one) => one.values['id_number'] === text && accepts(one.values)),
      }),
    },
    auditLog: {
      search: async function* ({ by, value }) {
        for (const entry of state.uses)
          if (by === 'subject' ? entry.subjects.includes(value) : entry.department === value) yield entry;
      },
    },
    findGrants: async function* () {
      yield granted;
    },
    recordNow: async () => versions.at(-1) ?? null,
    recordAt: async (_record, seq) => versions[seq - 1] ?? null,
    datasetState: async (of) => ({
      dataset: of,
      publishedSeq: versions.length,
      lastSeq: versions.length,
      voided: [],
      records: 1,
      publications: versions.length,
      fencingToken: 0,
    }),
    publishedVersion: async () => version,
    account: async () => undefined,
    departmentName: async (id) => id,
    now: () => state.now,
    limits: async () => defaultSharingLimits,
    workingCalendar: async () => calendar,
    newObjectionId: () => `01JD${`${memory.stored.size}`.padStart(22, '0')}`,
  };
  const file = async (body: Partial<Parameters<typeof fileObjection>[0]['body']> = {}, by: Person = 'objector') => {
    const sent = { grant: grantId, key, field: 'name', evidence: '户口簿上的姓名不同。', ...body };
    const answer = await fileObjection(
      { caller: people[by], requestId: 'r', params: {}, query: {}, body: sent },
      ports,
    );
    return 'answer' in answer ? answer.answer : answer;
  };
  const take = async (id: string, by: Person, step: ObjectionStep) =>
    await stepObjection(
      {
        caller: people[by],
        requestId: 'r',
        params: { objection: id },
        body: { step, lockVersion: memory.stored.get(id)?.lockVersion ?? 1 },
      },
      ports,
    );
  const follow = async () => await followObjections(ports, { remainingMs: () => 50_000 });
  return { ...memory, ports, state, dataUse, versions, file, take, follow };
}

/** The answer, or an error that names the refusal. */
export function accepted(answer: ObjectionView | { readonly kind: 'refusal' }): ObjectionView {
  if (isRefused(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  if ('kind' in answer) throw new Error('refused');
  return answer;
}

/** The step as a person would take it. */
export function stepOf(action: ObjectionStep['action']): ObjectionStep {
  return action === 'accept' ? { action } : { action, reason: '说明理由。' };
}
