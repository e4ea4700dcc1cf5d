import type { Clock } from '../ports.ts';
import { isOver, type EndedDelivery } from './is-over.ts';

/** Keys of the work bucket, in the order of UTF-8. */
export type WorkObjects = {
  /** The names directly below a prefix, such as datasets below `indexes/`. */
  readonly folders: (prefix: string) => Promise<readonly string[]>;
  /** Keys below `prefix`, from `from` (a rest of the key) to before `before`. */
  readonly keys: (prefix: string, from: string, before: string) => AsyncIterable<string>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
};

type SweptDelivery = EndedDelivery & {
  readonly staged?: { readonly prefix: string; readonly index?: string | undefined } | undefined;
};

export type SweepObjectsPorts = Clock & {
  readonly deliveries: { readonly read: (id: string) => Promise<SweptDelivery | null> };
  readonly objects: WorkObjects;
  /** The indexes of a dataset's state and of all its publications. */
  readonly publishedIndexes: (dataset: string) => Promise<ReadonlySet<string>>;
  /** The smallest delivery id of an instant: ids sort by time. */
  readonly firstIdAt: (epochMs: number) => string;
  readonly unusedDays: number;
  /** Findings of deliveries that are over are kept for so long. */
  readonly findingsDays: number;
};

const dayMs = 24 * 3600 * 1000;
/** A run looks at the deliveries that became old in these days, and at one of the windows before them. */
const windowDays = 30;
/** Ten years, in turn: what a failed run left, or a late decision, is found within four months. */
const earlierWindows = 122;
const removeBatchSize = 500;
const indexName = /^indexes\/[^/]+\/([0-9A-HJKMNP-TV-Z]{26})-\d+\.bin$/;
const stagedName = /^staged\/([0-9A-HJKMNP-TV-Z]{26})\/\d+\//;
const findingsName = /\/findings-\d+\.ndjson\.gz$/;

/**
 * Removes parts and indexes of deliveries that are `unusedDays` old, if no publication refers to them and no retry
 * needs them, and findings of those that are `findingsDays` old and over. What it cannot interpret is kept.
 */
export async function sweepObjects(ports: SweepObjectsPorts): Promise<void> {
  const { objects } = ports;
  const readOnce = lastRead(ports.deliveries.read);
  for (const [from, to] of idWindows(ports.unusedDays, ports))
    await removeWhere(objects, objects.keys('staged/', from, to), async (key) => {
      const id = stagedName.exec(key)?.[1];
      return id !== undefined && !needsStaged(await readOnce(id), key);
    });
  for (const [from, to] of idWindows(ports.findingsDays, ports))
    await removeWhere(objects, objects.keys('staged/', from, to), async (key) => {
      const id = stagedName.exec(key)?.[1];
      return id !== undefined && findingsName.test(key) && isOver(await readOnce(id));
    });
  for (const dataset of await objects.folders('indexes/')) {
    const published = await ports.publishedIndexes(dataset);
    for (const [from, to] of idWindows(ports.unusedDays, ports))
      await removeWhere(objects, objects.keys(`indexes/${dataset}/`, from, to), async (key) => {
        const id = indexName.exec(key)?.[1];
        return id !== undefined && !published.has(key) && !needsIndex(await readOnce(id), key);
      });
  }
}

/** Answers first and end ids of what became `days` old in the last window, and in the earlier one of this day's turn. */
function idWindows(
  days: number,
  { now, firstIdAt }: Pick<SweepObjectsPorts, 'now' | 'firstIdAt'>,
): readonly (readonly [from: string, to: string])[] {
  const today = Date.parse(now());
  const turn = 1 + (Math.floor(today / dayMs) % earlierWindows);
  return [0, turn].map((window) => {
    const end = today - (days + window * windowDays) * dayMs;
    return [firstIdAt(Math.max(0, end - windowDays * dayMs)), firstIdAt(Math.max(0, end))] as const;
  });
}

async function removeWhere(
  objects: WorkObjects,
  keys: AsyncIterable<string>,
  isUnused: (key: string) => Promise<boolean>,
): Promise<void> {
  let unused: string[] = [];
  for await (const key of keys) {
    if (await isUnused(key)) unused.push(key);
    if (unused.length < removeBatchSize) continue;
    await objects.remove(unused);
    unused = [];
  }
  if (unused.length > 0) await objects.remove(unused);
}

/** Parts of a publication are kept: certificates are issued from them, and changes will be read from them. */
function needsStaged(delivery: SweptDelivery | null, key: string): boolean {
  if (!isOver(delivery)) return true;
  const isOwn = delivery.staged !== undefined && key.startsWith(`${delivery.staged.prefix}/`);
  // A worker that was overtaken wrote below another fencing token.
  if (!isOwn) return false;
  return delivery.status === 'published' || !/\/part-\d+\.ndjson\.gz$/.test(key);
}

function needsIndex(delivery: SweptDelivery | null, key: string): boolean {
  if (!isOver(delivery)) return true;
  return delivery.status === 'published' && delivery.staged?.index === key;
}

/** Keys of one delivery follow each other. */
type Read = SweepObjectsPorts['deliveries']['read'];

function lastRead(read: Read): Read {
  let last: { readonly id: string; readonly delivery: SweptDelivery | null } | undefined;
  return async (id) => {
    if (last?.id !== id) last = { id, delivery: await read(id) };
    return last.delivery;
  };
}
