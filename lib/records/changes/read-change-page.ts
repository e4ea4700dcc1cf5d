import { z } from 'zod';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { afterAt, beforeAt, changeWords } from '../../kernel/hashing/change-format.ts';
import { entryWords, hashWords, readKeyHash } from '../../kernel/hashing/index-format.ts';
import type { ChangeLogFile, IndexFile, PublicationRepository, RecordVersionReader } from '../ports.ts';

export type ChangePagePorts = {
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publication'>;
  readonly versions: Pick<RecordVersionReader, 'getMany'>;
  readonly indexFile: Pick<IndexFile, 'read'>;
  readonly changeLogs: ChangeLogFile;
};

export type Change = {
  readonly publication: number;
  /** Whether it is one of the whole state, or one of what the publication changed. */
  readonly of: Position[2];
  /** Counts from 1 in it. */
  readonly place: number;
  readonly keyHash: string;
  readonly removed: boolean;
  /** What is visible after; of a removed record what was visible before: the version that removes it has no values. */
  readonly version: RecordVersion;
  /** What was visible before; `null` for a new record, for one of the whole state, and where nobody asked for it. */
  readonly before: RecordVersion | null;
};

type ChangePageQuery = {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Asks for what was visible before, which is one more read. */
  readonly withBefore?: boolean;
};

/**
 * Where a consumer is: so many items of one publication, of its whole state or of its changes. `at` tells whether the
 * publication is still the one that was read: after a restore another may have its number.
 */
const Position = z.tuple([
  z.int().min(0).describe('number'),
  z.string().describe('at'),
  z.enum(['state', 'changes']),
  z.int().min(0).describe('items'),
]);
type Position = z.infer<typeof Position>;

type ReadPublication = Pick<Publication, 'number' | 'at' | 'records' | 'index' | 'changeLog'>;

/** Stands for a dataset without a publication, so that its consumers get a cursor, too. */
const nothing: ReadPublication = { number: 0, at: '', records: 0 };

/** What an entry of an index or a change log says about one record. */
type Entry = {
  readonly keyHash: string;
  readonly seq: number;
  readonly removed: boolean;
  /** 0 where there was none. */
  readonly before: number;
};

/**
 * Reads the next changes for a consumer: first the whole state of the publication in force, then what each later one
 * changed, in their order. Refuses `changes-not-kept` when the consumer must begin again.
 */
export async function readChangePage(dataset: string, query: ChangePageQuery, ports: ChangePagePorts) {
  const scope = `changes/${dataset}`;
  const { publications: newest } = await ports.datasetStates.read(dataset);
  const position =
    query.cursor === undefined ? await findStart(dataset, newest, ports) : readCursor(scope, Position, query.cursor);
  if (position === null) return refused('cursor-not-valid');
  const page = await findPage(dataset, { position, newest }, ports);
  if (isRefused(page)) return page;
  const { publication, of, total, first } = page;
  // Without a cursor nothing but the first one: a consumer has stored it before it applies any item.
  const count = query.cursor === undefined ? 0 : Math.min(query.limit, total - first);
  const entries = await readEntries(page, count, ports);
  if (entries === null) return refused('changes-not-kept');
  const next: Position = [publication.number, publication.at, of, first + count];
  return {
    changes: await readVersions({ dataset, entries, page, withBefore: query.withBefore ?? false }, ports),
    next: writeCursor(scope, next),
    more: first + count < total || publication.number < newest,
  };
}

async function readVersions(
  {
    dataset,
    entries,
    page: { publication, of, first },
    withBefore,
  }: {
    readonly dataset: string;
    readonly entries: readonly Entry[];
    readonly page: Page;
    readonly withBefore: boolean;
  },
  { versions }: Pick<ChangePagePorts, 'versions'>,
): Promise<Change[]> {
  const keyOf = (keyHash: string, seq: number) => ({ record: `${dataset}#${keyHash}`, seq });
  const shown = await versions.getMany(entries.map(({ keyHash, seq }) => keyOf(keyHash, seq)));
  const changed = withBefore ? entries.filter(({ removed, before }) => !removed && before > 0) : [];
  const earlier = await versions.getMany(changed.map(({ keyHash, before }) => keyOf(keyHash, before)));
  const earlierOf = new Map(changed.map(({ keyHash }, i) => [keyHash, earlier[i]]));
  return entries.flatMap(({ keyHash, removed }, i) => {
    const version = shown[i];
    if (version === undefined) return [];
    const before = removed ? version : (earlierOf.get(keyHash) ?? null);
    return [{ publication: publication.number, of, place: first + i + 1, keyHash, removed, version, before }];
  });
}

async function findStart(
  dataset: string,
  newest: number,
  { datasetStates }: Pick<ChangePagePorts, 'datasetStates'>,
): Promise<Position> {
  const { number, at } = (newest === 0 ? null : await datasetStates.publication(dataset, newest)) ?? nothing;
  return [number, at, 'state', 0];
}

type Page = {
  readonly publication: ReadPublication;
  readonly of: Position[2];
  /** Items of the publication, and those that were read before. */
  readonly total: number;
  readonly first: number;
};

/** Goes on in the publication of the cursor, or at its end with the next one. */
async function findPage(
  dataset: string,
  { position: [number, at, of, items], newest }: { readonly position: Position; readonly newest: number },
  { datasetStates }: Pick<ChangePagePorts, 'datasetStates'>,
) {
  const current = number === 0 ? nothing : await datasetStates.publication(dataset, number);
  if (current?.at !== at) return refused('changes-not-kept');
  const total = of === 'state' ? current.records : current.changeLog?.changes;
  if (total === undefined) return refused('changes-not-kept');
  if (items < total || number >= newest)
    return { publication: current, of, total, first: Math.min(items, total) } satisfies Page;
  const next = await datasetStates.publication(dataset, number + 1);
  if (next?.changeLog === undefined) return refused('changes-not-kept');
  return { publication: next, of: 'changes', total: next.changeLog.changes, first: 0 } satisfies Page;
}

/** `null` where the change log is past its time. An index is kept as long as its publication. */
async function readEntries(
  { publication: { index, changeLog }, of, first }: Page,
  count: number,
  ports: Pick<ChangePagePorts, 'indexFile' | 'changeLogs'>,
): Promise<readonly Entry[] | null> {
  if (count === 0) return [];
  if (of === 'state') {
    const words = index === undefined ? new Uint32Array(0) : await ports.indexFile.read(index, first, count);
    return everyEntry(words, entryWords, (at) => ({ seq: words[at + 2 * hashWords] ?? 0, removed: false, before: 0 }));
  }
  const words = changeLog === undefined ? null : await ports.changeLogs.readChangeLog(changeLog.key, first, count);
  return words === null
    ? null
    : everyEntry(words, changeWords, (at) => {
        const [before = 0, after = 0] = [words[at + beforeAt], words[at + afterAt]];
        // The version that removes a record has no values: the one before names its key.
        return after === 0 ? { seq: before, removed: true, before } : { seq: after, removed: false, before };
      });
}

function everyEntry(
  words: Uint32Array,
  wordsPerEntry: number,
  read: (at: number) => Omit<Entry, 'keyHash'>,
): readonly Entry[] {
  return Array.from({ length: words.length / wordsPerEntry }, (_, i) => ({
    keyHash: readKeyHash(words, i * wordsPerEntry),
    ...read(i * wordsPerEntry),
  }));
}
