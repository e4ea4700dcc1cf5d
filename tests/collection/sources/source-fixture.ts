import { cronTimes } from '../../../lib/adapters/sources/cron-times.ts';
import type { PullStore, SourceRepository, SourceChanges, SourceKey } from '../../../lib/collection/sources/ports.ts';
import type { ReadOptions, TableInspection } from '../../../lib/collection/sources/pull/source-session.ts';
import { confirmSource } from '../../../lib/collection/sources/registration/confirm-source.ts';
import { downloadConnectionSheet } from '../../../lib/collection/sources/registration/download-connection-sheet.ts';
import { listSources } from '../../../lib/collection/sources/registration/list-sources.ts';
import { operateSource } from '../../../lib/collection/sources/registration/operate-source.ts';
import { readSource } from '../../../lib/collection/sources/registration/read-source.ts';
import { registerSource } from '../../../lib/collection/sources/registration/register-source.ts';
import { returnSource } from '../../../lib/collection/sources/registration/return-source.ts';
import { setSourceSecret } from '../../../lib/collection/sources/registration/set-source-secret.ts';
import { testSource } from '../../../lib/collection/sources/registration/test-source.ts';
import { listRejectedRows } from '../../../lib/collection/sources/rejected-rows/list-rejected-rows.ts';
import { readRejectedRow } from '../../../lib/collection/sources/rejected-rows/read-rejected-row.ts';
import { replayAll } from '../../../lib/collection/sources/rejected-rows/replay-all.ts';
import { replayRejectedRows } from '../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';
import { parsePageRows, createPageReader } from '../../../lib/wiring/collection/page-reader.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { SourceOperation } from '../../../schemas/collection/sources/routes.ts';
import {
  SourceDeclaration,
  SourceTimetable,
  type SourceChannel,
  type SourceRecord,
} from '../../../schemas/collection/sources/source.ts';
import type { Account } from '../../../schemas/departments/account.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';
import { pullMemory } from '../memory/pull-memory.ts';
import { rejectedRowMemory } from '../memory/rejected-row-memory.ts';
import { sourceMemory } from '../memory/source-memory.ts';
import { codeLists, fieldOf, versionOf } from '../template/sample-version.ts';

const person = (subject: string, department: string, roles: Caller['roles']): Caller => ({
  subject,
  kind: 'person',
  name: '测试人员',
  department,
  roles,
});
/** The only account that the fixture names. */
const named: Account = {
  subject: 'named-1',
  kind: 'person',
  name: '测试人员甲',
  department: 'information-center',
  roles: ['operator'],
  active: true,
};

export const provider = person('provider-1', 'agriculture', ['provider']);
export const stranger = person('provider-2', 'police', ['provider']);
export const operator = person('operator-1', 'information-center', ['operator']);
export const supervisor = person('supervisor-1', 'reform-office', ['supervisor']);

export const version: DatasetVersion = versionOf([
  fieldOf('许可证编号', { key: 'licence', format: 'local-number', required: true }),
  fieldOf('持有人', { key: 'holder', required: true }),
  fieldOf('身份证号', { key: 'id_number', format: 'citizen-id', length: 18, sensitivity: 3 }),
  fieldOf('性别', { key: 'sex', format: 'code', length: 1, codeList: 'sex' }),
]);
export const { dataset } = version;
export const fields = version.content.fields.map(({ key }) => key);

export const table = SourceDeclaration.parse({
  channel: 'database',
  system: 'postgresql',
  host: '10.1.2.3',
  port: 5432,
  database: 'exchange',
});
export const service = (over: object = {}) =>
  SourceDeclaration.parse({
    channel: 'interface',
    name: '捕捞许可查询',
    request: { method: 'GET', url: 'https://data.example.cn/licences' },
    authentication: { kind: 'bearer' },
    answer: { format: 'json', records: 'data' },
    fields: fields.map((field) => ({ field, from: field })),
    paging: { kind: 'none' },
    increment: { kind: 'full' },
    ...over,
  });

export type Cells = readonly (string | null)[];
/** A stored page of a table. */
export function tablePage(rows: readonly Cells[], mark = 'I'): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    [
      JSON.stringify({ columns: [...fields, 'op_flag', 'update_time'] }),
      ...rows.map((row) => JSON.stringify([...row, mark, '2020-11-30 08:30:00.123456+00'])),
    ].join('\n'),
  );
}
/** A stored page of an interface. */
export function answerPage(records: readonly object[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ data: records }));
}

export const pull = '01JE0000000000000000000001';
export const buildRejectedRow = (id: string, over: Partial<RejectedRowRecord> = {}): RejectedRowRecord => ({
  dataset,
  channel: 'database',
  id,
  kind: 'row',
  state: 'pending',
  delivery: pull,
  page: 1,
  row: 1,
  codes: ['citizen-id-format'],
  detail: '“身份证号”格式不符。',
  field: 'id_number',
  firstAt: '2020-11-30T00:00:00.000Z',
  at: '2020-11-30T00:00:00.000Z',
  attempts: 1,
  ...over,
});

type FixtureWorld = {
  versions: readonly DatasetVersion[];
  /** The source's answer to a test call. */
  answers: () => { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number; readonly next?: string };
  /** Called before each change of a source, to simulate a concurrent change. */
  meanwhile: (() => void) | null;
  closed: number;
  /** Absent for a source that is no table. */
  inspection?: TableInspection;
};

const inspectWith = (inspection: TableInspection) => async () => inspection;

/** One dataset with its sources and users; nothing is pulled. */
export function openFixture() {
  let time = Date.parse('2020-12-01T00:00:00.000Z');
  let made = 0;
  const [storedSources, storedPulls, rejectedRows] = [sourceMemory(), pullMemory(), rejectedRowMemory()];
  const secrets = new Map<string, Readonly<Record<string, string>>>();
  const manifests = new Map<string, PullManifest>();
  const deliveries = deliveryMemory();
  const queued: string[] = [];
  const opened: ReadOptions[] = [];
  const world: FixtureWorld = {
    versions: [version],
    answers: () => {
      throw new SourceFault('not-reachable');
    },
    meanwhile: null,
    closed: 0,
  };
  const sources: SourceRepository = {
    ...storedSources,
    change: async (...change) => {
      world.meanwhile?.();
      return await storedSources.change(...change);
    },
  };
  const pulls: PullStore = {
    ...storedPulls,
    writeManifest: async (key, manifest) => {
      manifests.set(key, manifest);
      await storedPulls.writeManifest(key, manifest);
    },
  };
  const uses: DataUse[] = [];
  const ports = {
    now: () => new Date((time += 1000)).toISOString(),
    account: async (subject: string): Promise<Account | undefined> => (subject === named.subject ? named : undefined),
    departmentName: async (id: string) => id,
    sources,
    rejectedRows,
    deliveries,
    pulls,
    readPage: createPageReader(pulls),
    parsePageRows,
    times: cronTimes,
    secrets: {
      read: async (name: string) => secrets.get(name) ?? null,
      write: async (name: string, secret: Readonly<Record<string, string>>) => void secrets.set(name, secret),
      forget: async (name: string) => void secrets.delete(name),
    },
    messages: {
      ingest: async ({ id }: { readonly id: string }) => void queued.push(`ingest ${id}`),
      loadParts: async () => undefined,
      publish: async () => undefined,
      annotateWorkbook: async () => undefined,
      pull: async ({ dataset: of, channel }: SourceKey) => void queued.push(`pull ${of} ${channel}`),
      replay: async ({ dataset: of, channel }: SourceKey) => void queued.push(`replay ${of} ${channel}`),
    },
    sourceSettings: { leaseSeconds: 60, attempts: 3 },
    publishedVersions: async (of: string) => (of === dataset ? world.versions : []),
    codeLists: async () => codeLists,
    openSource: async (_source: SourceRecord, _version: DatasetVersion, readOptions: ReadOptions) => {
      opened.push(readOptions);
      return {
        page: async () => ({ next: null, ...world.answers() }),
        ...(world.inspection === undefined ? {} : { inspect: inspectWith(world.inspection) }),
        close: async () => {
          world.closed += 1;
        },
      };
    },
    newRunId: () => `01JF${`${(made += 1)}`.padStart(22, '0')}`,
    newReceiptNumber: () => `SJY-${(made += 1)}`,
  };

  /** The requests about one source. */
  const at = (channel: SourceChannel = 'database', of = dataset) => {
    const requestBy = (caller: Caller) => ({
      caller,
      requestId: 'request',
      params: { dataset: of, channel },
      query: {},
    });
    return {
      register: (
        caller: Caller = provider,
        declaration = channel === 'database' ? table : service(),
        timetable: object = {},
      ) =>
        registerSource(
          { ...requestBy(caller), body: { declaration, timetable: SourceTimetable.parse(timetable) } },
          ports,
        ),
      setSecret: (
        caller: Caller = provider,
        secret: Record<string, string> = { user: 'guiji', password: 'p@ss-word' },
      ) => setSourceSecret({ ...requestBy(caller), body: { secret } }, ports),
      test: (caller: Caller = operator) => testSource({ ...requestBy(caller), body: undefined }, ports),
      confirm: (caller: Caller = operator, comment?: string) =>
        confirmSource({ ...requestBy(caller), body: comment === undefined ? {} : { comment } }, ports),
      return: (caller: Caller = operator, reason = '请补充测试数据') =>
        returnSource({ ...requestBy(caller), body: { reason } }, ports),
      operate: (operation: SourceOperation, from?: string, caller: Caller = operator) =>
        operateSource(
          { ...requestBy(caller), body: { operation, reason: '测试', ...(from === undefined ? {} : { from }) } },
          ports,
        ),
      read: (caller: Caller = provider) => readSource({ ...requestBy(caller), body: undefined }, ports),
      sheet: async (caller: Caller = provider) => {
        const answer = await downloadConnectionSheet({ ...requestBy(caller), body: undefined }, ports);
        return 'file' in answer ? { text: `${answer.name}\n${new TextDecoder().decode(answer.file)}` } : answer;
      },
      rejectedRows: (
        caller: Caller = provider,
        query: { readonly limit: number; readonly cursor?: string } = { limit: 20 },
      ) => listRejectedRows({ ...requestBy(caller), query, body: undefined }, ports),
      uses,
      rejectedRow: (rejectedRow: string, caller: Caller = provider) =>
        readRejectedRow(
          { ...requestBy(caller), params: { dataset: of, channel, rejectedRow }, body: undefined },
          { ...ports, recordUse: async (use) => void uses.push(use) },
        ),
      replay: (
        some?: readonly { readonly id: string; readonly correction?: Record<string, string> }[],
        caller: Caller = provider,
      ) =>
        replayRejectedRows(
          {
            ...requestBy(caller),
            body: { reason: '已改正', ...(some === undefined ? {} : { rejectedRows: [...some] }) },
          },
          ports,
        ),
      replayAll: (remainingMs = 600_000) =>
        replayAll({ dataset: of, channel }, ports, { remainingMs: () => remainingMs }),
      stored: (): SourceRecord => {
        const source = storedSources.all().find((one) => one.dataset === of && one.channel === channel);
        if (source === undefined) throw new Error(`no source ${of} ${channel}`);
        return source;
      },
      /** Changes the source behind the use case's back, at once. */
      change: (changes: SourceChanges) => void storedSources.change({ dataset: of, channel }, changes, {}),
    };
  };

  return {
    at,
    events: storedSources.events,
    world,
    secrets,
    deliveries,
    manifests,
    manifestOf: (delivery: string) => [...manifests.values()].find((manifest) => manifest.delivery === delivery),
    queued,
    opened,
    list: (caller: Caller, query: { readonly limit: number; readonly cursor?: string } = { limit: 20 }) =>
      listSources({ caller, requestId: 'request', params: {}, query, body: undefined }, ports),
    put: (...all: readonly SourceRecord[]) => all.forEach(storedSources.put),
    putRejectedRows: (...all: readonly RejectedRowRecord[]) => all.forEach(rejectedRows.put),
    rejectedRowAt: (id: string) =>
      rejectedRows.all().find((one) => one.dataset === dataset && one.channel === 'database' && one.id === id),
    putPage: (key: string, bytes: Uint8Array<ArrayBuffer>) => void storedPulls.writePage(key, bytes),
    /** Stores a published pull of one page. */
    putPull: async (id: string, rows: readonly Cells[]) => {
      const rawKey = `pulls/${id}/manifest.json`;
      await storedPulls.writePage(`${id}/1`, tablePage(rows));
      await pulls.writeManifest(rawKey, {
        delivery: id,
        dataset,
        origin: 'agriculture.fishing_licences',
        reading: { kind: 'rows', table: 'agriculture.fishing_licences', fields },
        pages: [{ key: `${id}/1`, sha256: 'f'.repeat(64), bytes: 100, rows: rows.length }],
        rowsOnce: false,
        corrections: {},
      });
      await deliveries.create({
        id,
        dataset,
        department: 'agriculture',
        channel: 'database',
        mode: 'increment',
        status: 'published',
        staged: {
          prefix: `staged/${dataset}/${id}`,
          parts: 1,
          findingChunks: 0,
          findings: 0,
          truncated: false,
          records: rows.length,
          faultyRows: 0,
          headerRow: 0,
          columns: [],
          absentFields: [],
        },
        fileName: 'agriculture.fishing_licences',
        size: 100,
        createdBy: 'timetable',
        createdAt: '2020-11-30T00:00:00.000Z',
        decisions: [],
        laterUploads: 0,
        annotated: 'none',
        rawKey,
        attempts: 0,
        loadedParts: [],
      });
    },
  };
}
export type SourceFixture = ReturnType<typeof openFixture>;

/** A fixture whose source is in this state. */
export async function fixtureWith(state: SourceRecord['state'], channel: SourceChannel = 'database') {
  const fixture = openFixture();
  const at = fixture.at(channel);
  await at.register();
  fixture.world.answers = () => ({
    bytes:
      channel === 'database'
        ? tablePage([['A-1', '王芳', null, '1']])
        : answerPage([{ licence: 'A-1', holder: '王芳', sex: '1' }]),
    rows: 1,
  });
  if (state === 'returned') await at.return();
  if (state === 'running' || state === 'paused' || state === 'retired') {
    await at.test();
    await at.confirm();
  }
  if (state === 'paused') await at.operate('pause');
  if (state === 'retired') await at.operate('retire');
  fixture.queued.length = 0;
  return { fixture, at };
}
