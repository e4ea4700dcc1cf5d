import { readVersions } from '../../../lib/collection/staging.ts';
import { readChangesUnderGrant } from '../../../lib/sharing/use/read-changes-under-grant.ts';
import { loadPartPorts } from '../../../lib/wiring/collection/deliveries.ts';
import { readChangesUnderGrantPorts } from '../../../lib/wiring/sharing/use.ts';
import { isStaged } from '../../../schemas/collection/delivery-record.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { maxRowsAtOnce } from '../../../schemas/sharing/grant-use.ts';
import type { Job } from './job.ts';

type FeedJob = Extract<Job, { readonly what: 'read-feed' | 'read-parts' }>;

/** So often the state is read again, once it was read: modules, connections and caches are as in a function that runs. */
const rounds = 10;

/** Reads a dataset's first state: by the change feed under a grant, or its staged parts alone, unpacked and parsed. */
export async function feedWork(job: FeedJob): Promise<() => Promise<{ readonly rows: number }>> {
  const read = job.what === 'read-feed' ? await readFeed(job) : await readParts(job);
  await read();
  return async () => {
    let rows = 0;
    for (let round = 0; round < rounds; round += 1) rows += (await read()).rows;
    return { rows };
  };
}

async function readFeed({ grant, consumer }: FeedJob): Promise<() => Promise<{ readonly rows: number }>> {
  const ports = await readChangesUnderGrantPorts();
  const caller: Caller = {
    subject: 'bench-consumer',
    kind: 'system',
    name: '基准测试',
    department: consumer,
    roles: ['consumer'],
  };
  const readPage = async (cursor: string | undefined) => {
    const body = { limit: maxRowsAtOnce, ...(cursor === undefined ? {} : { cursor }) };
    const request = { caller, params: { grant }, query: {}, requestId: 'bench' };
    const outcome = await readChangesUnderGrant({ ...request, body }, ports);
    const answer = 'answer' in outcome ? outcome.answer : outcome;
    if (!('items' in answer)) throw new Error('a page was refused');
    return answer;
  };
  // The first answer has no item.
  const { next: start } = await readPage(undefined);
  return async () => {
    let [rows, cursor, more] = [0, start, true];
    while (more) {
      const page = await readPage(cursor);
      rows += page.items.length;
      ({ next: cursor, more } = page);
    }
    return { rows };
  };
}

async function readParts({ delivery: id, parts }: FeedJob): Promise<() => Promise<{ readonly rows: number }>> {
  const { deliveries, stagingStore } = loadPartPorts();
  const delivery = await deliveries.read(id);
  if (delivery === null || !isStaged(delivery)) throw new Error('the delivery is not there');
  return async () => {
    let rows = 0;
    for (let part = 1; part <= parts; part += 1)
      for await (const versions of readVersions(delivery, part, stagingStore)) rows += versions.length;
    return { rows };
  };
}
