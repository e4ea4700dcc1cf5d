import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { queryItems } from '../../../lib/adapters/dynamodb/query-items.ts';
import { keyHashText } from '../../../lib/kernel/hashing/hash-texts.ts';
import { mapWithConcurrency } from '../../../lib/kernel/map-with-concurrency.ts';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { queryUnderGrantPorts } from '../../../lib/wiring/sharing/use.ts';
import { subjectHash } from '../../../lib/wiring/subject-hash.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Job } from './job.ts';
import { computePercentiles, type Percentiles } from './percentiles.ts';

type GrantJob = Extract<Job, { readonly accounts: readonly string[] }>;
type Work = () => Promise<{
  readonly rows: number;
  readonly writes?: number;
  readonly calls?: { readonly own: Percentiles; readonly table: Percentiles; readonly ownMainMs: number };
}>;

/** Queries by key, so many at a time: under a grant, or the records' newest versions alone, out of the same table. */
export async function grantWork(job: GrantJob): Promise<Work> {
  return job.what === 'use-grant' ? await useWork(job) : await baselineWork(job);
}

async function useWork({ grant, consumer, accounts, callers }: GrantJob): Promise<Work> {
  const ports = await queryUnderGrantPorts();
  const table = timeRequests();
  const caller = callerOf(consumer);
  const ask = async (account: string): Promise<void> => {
    const request = { caller, params: { grant }, query: {}, requestId: 'bench' };
    const outcome = await queryUnderGrant({ ...request, body: { key: { account }, caseNumber: 'BENCH-1' } }, ports);
    const answer = 'answer' in outcome ? outcome.answer : outcome;
    if (!('items' in answer) || answer.items.length !== 1) throw new Error('a record was not answered');
  };
  // Grant, catalogue and pointer are cached from now on, as in a function that has answered before.
  for (const account of accounts.slice(0, 3)) await ask(account);
  return async () => {
    const [own, waiting] = [new Array<number>(), new Array<number>()];
    let ownBusy = 0;
    table.requests = 0;
    await mapWithConcurrency(callers, accounts, async (account) => {
      table.waited = 0;
      table.busy = 0;
      const [began, busy] = [performance.now(), busyMs()];
      await ask(account);
      own.push(performance.now() - began - table.waited);
      ownBusy += busyMs() - busy - table.busy;
      waiting.push(table.waited);
    });
    const figures = { rows: accounts.length, writes: table.requests };
    // With several callers at once, the time of one holds that of others.
    return callers > 1
      ? figures
      : {
          ...figures,
          calls: {
            own: computePercentiles(own),
            table: computePercentiles(waiting),
            ownMainMs: ownBusy / accounts.length,
          },
        };
  };
}

function callerOf(department: string): Caller {
  return { subject: 'bench-consumer', kind: 'system', name: '基准测试', department, roles: ['consumer'] };
}

/** Of the main thread, in ticks of some milliseconds: a busy machine lengthens the clock's, not these. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Times and counts all DynamoDB requests, by the clock and by the main thread, from `send` on: the SDK joins its layers
 * anew for each command, a fifth of a millisecond before the first of them runs, and that is no work of ours.
 */
function timeRequests(): { waited: number; busy: number; requests: number } {
  const table = { waited: 0, busy: 0, requests: 0 };
  const client = documentClient();
  const send: unknown = Reflect.get(client, 'send');
  if (typeof send !== 'function') throw new Error('the client sends nothing');
  const timed = async (...asked: readonly unknown[]): Promise<unknown> => {
    const [began, busy] = [performance.now(), busyMs()];
    table.requests += 1;
    try {
      return await Reflect.apply(send, client, asked);
    } finally {
      table.waited += performance.now() - began;
      table.busy += busyMs() - busy;
    }
  };
  Reflect.set(client, 'send', timed);
  return table;
}

async function baselineWork({ dataset, accounts, callers }: GrantJob): Promise<Work> {
  const table = { client: documentClient(), name: setting('RECORDS_TABLE') };
  const hash = await subjectHash();
  const records = accounts.map((account) => `${dataset}#${hash.text(keyHashText(dataset, [account]))}`);
  const read = async (record: string): Promise<void> => {
    const where = { expression: '#record = :record', values: { record } };
    for await (const item of queryItems(table, { where, newestFirst: true, limit: 1 }))
      if (item['record'] === record) return;
    throw new Error('a record was not found');
  };
  for (const record of records.slice(0, 3)) await read(record);
  return async () => {
    await mapWithConcurrency(callers, records, read);
    return { rows: records.length };
  };
}
