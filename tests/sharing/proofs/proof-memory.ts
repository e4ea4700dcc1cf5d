import { waitsFor } from '../../../lib/sharing/applications/transitions.ts';
import type { ProveGrantsPorts } from '../../../lib/sharing/proofs/ports.ts';
import type { FoundRecord } from '../../../lib/sharing/use/ports.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { sampleApplication } from '../applications/sample-application.ts';
import { grantOf, hashOf, useMemory, version } from '../use/use-memory.ts';

export const idOf = (n: number): string => `01JE${`${n}`.padStart(22, '0')}`;

/** What the code that answers callers is given instead of the grant that is stored, and what it finds. */
export type Mutant = {
  readonly grant?: (grant: Grant) => Grant;
  readonly records?: (values: RecordValues) => RecordValues;
};

type Options = {
  readonly grants?: readonly Grant[];
  readonly records: readonly RecordValues[];
  readonly mutant?: Mutant;
  /** Called before each step that touches the world; may throw, as a process that dies there. */
  readonly step?: (name: string, grant?: string) => void;
};

/** Applications with their grants, over the records of one publication. */
export function proofMemory({ grants = [grantOf()], records, mutant = {}, step = () => undefined }: Options) {
  const stored = new Map<string, Application>(
    grants.map((grant) => [
      grant.id,
      sampleApplication({ id: grant.id, dataset: grant.dataset, state: 'granted', grant, lockVersion: 7 }),
    ]),
  );
  const world = {
    now: '2020-12-05T02:00:30.000Z',
    publication: 1,
    records,
    mutant,
    versions: [version],
    stored,
    events: new Array<NewEvent>(),
    entries: new Array<DataUse>(),
    suspended: new Array<string>(),
    waits: new Array<number>(),
    step,
  };
  const grantNow = (id: string): Grant | null => {
    const { grant, proof } = world.stored.get(id) ?? {};
    return grant === undefined ? null : { ...grant, ...(proof === undefined ? {} : { proof }) };
  };
  const found = (values: RecordValues): FoundRecord => ({
    keyHash: hashOf(`${values['number']}/${values['id_number']}`),
    seq: 1,
    values,
    subject: hashOf(values['id_number'] ?? ''),
  });
  const use = () =>
    useMemory({ grant: null, publications: [world.records.map(world.mutant.records ?? ((values) => values))] });
  const meters: ReturnType<typeof useMemory>[] = [];
  const opened = () => {
    const memory = use();
    meters.push(memory);
    return memory;
  };
  const feed = { memory: use() };
  const ports: ProveGrantsPorts = {
    application: async (id) => {
      world.step('application', id);
      return world.stored.get(id);
    },
    listApplications: async ({ accepts, before, limit }) =>
      [...world.stored.values()]
        .toSorted((one, other) => (one.id < other.id ? 1 : -1))
        .filter((one) => (accepts?.(one) ?? true) && (before === undefined || one.id < before))
        .slice(0, limit),
    saveProof: async ({ id, lockVersion }, proof, change) => {
      world.step('save', id);
      const before = world.stored.get(id);
      if (before?.lockVersion !== lockVersion) return false;
      world.stored.set(id, { ...before, proof, lockVersion: lockVersion + (change === null ? 0 : 1) });
      if (change !== null) world.events.push(change.event);
      world.step('saved', id);
      return true;
    },
    grant: async (id) => {
      world.step('grant', id);
      return grantNow(id);
    },
    publishedVersions: async () => world.versions,
    publicationOf: async () => world.publication,
    sample: async () => {
      world.step('sample');
      const all = world.records;
      return {
        publication: world.publication,
        parts: (async function* () {
          for (const values of all) yield [found(values)];
        })(),
      };
    },
    use: {
      ...useMemory({ grant: null, publications: [records] }),
      publishedVersions: async () => world.versions,
      finder: {
        byKey: async (...asked) => await opened().finder.byKey(...asked),
        bySubject: async (...asked) => await opened().finder.bySubject(...asked),
        canonical: async (_version, _field, text) => text,
      },
      recordChanges: async (...asked) => {
        if (asked[1].cursor === undefined) feed.memory = use();
        return await feed.memory.recordChanges(...asked);
      },
      grant: async (id) => {
        const grant = grantNow(id);
        if (grant === null) return null;
        const { proof: _proof, ...usable } = grant;
        return world.mutant.grant?.(usable) ?? usable;
      },
      now: () => world.now,
    },
    recordUse: async (entry) => {
      world.step('entry');
      world.entries.push(entry);
    },
    centres: async () => ['information-center'],
    noteSuspension: (id) => void world.suspended.push(id),
    wait: async (ms) => void world.waits.push(ms),
    now: () => world.now,
  };
  const waitingFor = (id: string) => {
    const application = world.stored.get(id);
    return application === undefined ? null : waitsFor(application);
  };
  const run = { requestId: 'run', remainingMs: () => 900_000 };
  return { world, ports, run, waitingFor, grantNow };
}
