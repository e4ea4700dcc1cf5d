import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { maskValue } from '../../../lib/kernel/mask-value.ts';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import { type SyntheticRow, syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { rollBackRoute } from '../../../schemas/records/routes.ts';
import { GrantedChange } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, deliver, recordsOf, runCollection, settled } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';
import { grantOf } from '../use/use-memory.ts';

/** `KILL_SEED` repeats a run. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
const dataset = 'vehicles';
const rowCount = 90;
const quickMs = 100;
const minKills = 6;
/** Before a consumer is killed. */
const maxPages = 6;
const inPageMs = 30;

const found = seedDatasets().find((one) => one.dataset === dataset);
if (found === undefined) throw new Error(`no seed ${dataset}`);
const { content } = found;
const provider = { ...callerWithRole('provider'), department: content.metadata.provider };
const operator = callerWithRole('operator');
const rowsOf = (of: number): SyntheticRow[] => [
  ...syntheticRows(content, seedCodeLists(), { seed: of, count: rowCount, today: '2026-11-23' }),
];

let running: Awaited<ReturnType<typeof runCollection>>;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guiji-feed-'));
  running = await runCollection({ PART_ROWS: '40', SHRINK_WINDOW_DAYS: '0.00001' });
  await running.startWorker();
});
afterAll(async () => {
  await running.close();
  await rm(directory, { recursive: true, force: true });
});

/** The same keys with other values, and other keys: rows are new, changed, removed, and leave or enter the filter. */
function statesOf(): readonly (readonly SyntheticRow[])[] {
  const [one, other] = [rowsOf(7), rowsOf(8)];
  const withKeyOf = (row: SyntheticRow, values: SyntheticRow): SyntheticRow => ({
    ...values,
    ...Object.fromEntries(content.key.map((field) => [field, row[field] ?? null])),
  });
  // Few are removed at once: more would wait for approval.
  const mixed = one.slice(3).map((row, i) => (i % 3 === 0 ? withKeyOf(row, other[i] ?? row) : row));
  return [one.slice(0, rowCount - 3), mixed, [...mixed.slice(4), ...other.slice(-3)]];
}

/** Of the values that some field has most evenly, half: about half of the rows pass. */
function filterOf(records: readonly Readonly<Record<string, string>>[]): Grant['filters'] {
  for (const { key } of content.fields) {
    const values = [...new Set(records.flatMap((one) => one[key] ?? []))];
    const half = values.slice(0, Math.ceil(values.length / 2));
    const passing = records.filter((one) => half.includes(one[key] ?? '')).length;
    if (values.length > 1 && values.length < 40 && passing > records.length / 5 && passing < records.length * 0.8)
      return [{ field: key, values: half }];
  }
  throw new Error('no field divides the records');
}

async function storeGrant(grant: Grant): Promise<void> {
  const table = { client: documentClient(), name: setting('SHARING_TABLE') };
  await putItem(table, { entity: `application#${grant.id}`, item: 'current', grant });
}

/** What the grant shows of what the provider has published: its rows, its fields, its masks. */
async function published(grant: Grant): Promise<string[]> {
  const records = await recordsOf(dataset, operator);
  return records
    .filter(({ values }) => grant.filters.every((one) => one.values.includes(values[one.field] ?? '')))
    .map(({ values }) =>
      textOf(
        Object.fromEntries(
          grant.fields.flatMap(({ field, mask }) => {
            const value = values[field];
            return value === undefined ? [] : [[field, maskValue(mask, value)]];
          }),
        ),
      ),
    )
    .toSorted();
}

const textOf = (values: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** The consumer's store: its lines, the last of a record holds. */
function stored() {
  const file = join(directory, 'store.ndjson');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const records = new Map<string, string>();
  const ids = new Map<string, string>();
  let removals = 0;
  for (const line of lines) {
    const item = parsed(line);
    if (item === null) continue;
    expect(ids.get(item.id) ?? line, `${item.id} is the same whenever it is read`).toBe(line);
    ids.set(item.id, line);
    if (item.values === undefined) records.delete(item.record);
    else records.set(item.record, textOf(item.values));
    removals += item.removed ? 1 : 0;
  }
  return { texts: [...records.values()].toSorted(), removals };
}

function parsed(line: string) {
  try {
    return GrantedChange.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function spawnConsumer(grant: Grant, ...options: readonly string[]): ChildProcess {
  const file = join(import.meta.dirname, 'feed-consumer.ts');
  const options_ = ['--grant', grant.id, '--department', grant.consumer, '--directory', directory, ...options];
  return spawn(process.execPath, [file, ...options_], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** After the first page the next is asked for at once: the kill falls between any two of the consumer's writes. */
const pagesRead = async (child: ChildProcess, pages: number) =>
  await new Promise<void>((resolve) => {
    let left = pages;
    child.on('message', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });

const ended = async (child: ChildProcess) => await new Promise<number | null>((resolve) => child.once('exit', resolve));

test(
  'a consumer that is killed at random ends with what its grant shows of what is published',
  { timeout: 240_000 },
  async () => {
    const { next: random } = createRandom(seed);
    const states = statesOf();
    const books = await Promise.all(states.map((rows) => workbookWith(content, rows)));
    const publish = async (state: number) => {
      const delivery = await deliver(dataset, 'full', books[state] ?? new Uint8Array(), provider);
      expect((await settled(delivery, provider, 90)).status).toBe('published');
    };
    await publish(0);
    const records = (await recordsOf(dataset, operator)).map(({ values }) => values);
    const filters = filterOf(records);
    const grant = grantOf({
      dataset,
      provider: provider.department,
      fields: content.fields.slice(0, 6).map(({ key, mask }, i) => ({ field: key, mask: i % 2 === 0 ? mask : 'all' })),
      filters,
      ways: ['changes'],
      quota: { calls: 1_000_000, rows: 10_000_000, subjects: 10_000, callsPerMinute: 1_000_000 },
      from: '2020-01-01',
      until: '2099-12-31',
    });
    await storeGrant(grant);
    const expectedFirst = await published(grant);
    expect(expectedFirst.length).toBeGreaterThan(5);
    expect(expectedFirst.length).toBeLessThan(records.length);

    const progress = { kills: 0, isOver: false };
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await delay(quickMs);
    };
    const killing = (async () => {
      let spare = spawnConsumer(grant);
      while (!progress.isOver) {
        const child = spare;
        await new Promise((resolve) => child.once('message', resolve));
        child.send('begin');
        spare = spawnConsumer(grant);
        await pagesRead(child, 1 + Math.floor(random() * maxPages));
        await delay(Math.floor(random() * inPageMs));
        const gone = ended(child);
        child.kill('SIGKILL');
        await gone;
        progress.kills += 1;
      }
      const gone = ended(spare);
      spare.kill('SIGKILL');
      await gone;
    })();
    const rollBack = async (publication: number) =>
      await ask(rollBackRoute, {
        params: { dataset },
        body: JSON.stringify({ publication, reason: '随机中断的测试' }),
        caller: operator,
      });
    // It has begun with the first state.
    await until(() => progress.kills > 0);
    await publish(1);
    await rollBack(1);
    await publish(2);
    await publish(0);
    await rollBack(4);
    await until(() => progress.kills >= minKills);
    progress.isOver = true;
    await killing;

    const last = spawnConsumer(grant, '--once');
    expect(await ended(last)).toBe(0);
    const { texts, removals } = stored();
    expect(texts, `seed ${seed}, killed ${progress.kills} times`).toEqual(await published(grant));
    expect(texts).not.toEqual(expectedFirst);
    expect(removals).toBeGreaterThan(0);
    expect(progress.kills).toBeGreaterThanOrEqual(minKills);
  },
);
