import { z } from 'zod';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import type { RecordChange, RecordVersion } from '../../../schemas/records/record.ts';
import type { readChangesRoute } from '../../../schemas/records/routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { afterAt, beforeAt, changeWords } from '../../kernel/hashing/change-format.ts';
import { entryWords, hashWords, readKeyHash } from '../../kernel/hashing/index-format.ts';
import type {
  Auditing,
  Catalogue,
  ChangeLogFile,
  IndexFile,
  PublicationRepository,
  RecordVersionReader,
} from '../ports.ts';
import { subjectsOf } from '../subjects-of.ts';

export type ReadChangesPorts = Auditing & {
  readonly catalogue: Pick<Catalogue, 'publishedVersion'>;
  readonly datasetStates: Pick<PublicationRepository, 'read' | 'publication'>;
  readonly versions: Pick<RecordVersionReader, 'getMany'>;
  readonly indexFile: Pick<IndexFile, 'read'>;
  readonly changeLogs: ChangeLogFile;
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
type Entry = { readonly keyHash: string; readonly seq: number; readonly removed: boolean };

/**
 * Reads the next page for a consumer: first the whole state of the publication in force, then what each later one
 * changed, in their order. Leaves an audit entry. Refuses `changes-not-kept` when the consumer must begin again.
 */
export async function readChanges(
  { caller, params: { dataset }, body, requestId }: RouteInput<typeof readChangesRoute>,
  ports: ReadChangesPorts,
) {
  const version = await ports.catalogue.publishedVersion(dataset);
  if (version === null) return refused('dataset-not-found', { dataset });
  const { provider } = version.content.metadata;
  const use = { caller, requestId, operation: 'read-changes', dataset, provider } as const;
  if (!isPermitted(caller, 'read-records', provider)) {
    await ports.recordUse({ ...use, results: 0, refusal: 'not-your-department' });
    return refused('not-your-department');
  }
  const scope = `changes/${dataset}`;
  const { publications: newest } = await ports.datasetStates.read(dataset);
  const position =
    body.cursor === undefined ? await findStart(dataset, newest, ports) : readCursor(scope, Position, body.cursor);
  if (position === null) return refused('cursor-not-valid');
  const page = await findPage(dataset, { position, newest }, ports);
  if (isRefused(page)) return page;
  const { publication, of, total, first } = page;
  // Without a cursor nothing but the first one: a consumer has stored it before it applies any item.
  const count = body.cursor === undefined ? 0 : Math.min(body.limit, total - first);
  const entries = await readEntries(page, count, ports);
  if (entries === null) return refused('changes-not-kept');
  const keys = entries.map(({ keyHash, seq }) => ({ record: `${dataset}#${keyHash}`, seq }));
  const versions = await ports.versions.getMany(keys);
  // A consumer that asks every minute whether there is anything new uses no data.
  if (count > 0) await ports.recordUse({ ...use, subjects: subjectsOf(versions), results: count });
  const next: Position = [publication.number, publication.at, of, first + count];
  return {
    items: toItems(version, { entries, versions, page }),
    next: writeCursor(scope, next),
    more: first + count < total || publication.number < newest,
  };
}

async function findStart(
  dataset: string,
  newest: number,
  { datasetStates }: Pick<ReadChangesPorts, 'datasetStates'>,
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
  { datasetStates }: Pick<ReadChangesPorts, 'datasetStates'>,
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
  ports: Pick<ReadChangesPorts, 'indexFile' | 'changeLogs'>,
): Promise<readonly Entry[] | null> {
  if (count === 0) return [];
  if (of === 'state') {
    const words = index === undefined ? new Uint32Array(0) : await ports.indexFile.read(index, first, count);
    return everyEntry(words, entryWords, (at) => ({ seq: words[at + 2 * hashWords] ?? 0, removed: false }));
  }
  const words = changeLog === undefined ? null : await ports.changeLogs.readChangeLog(changeLog.key, first, count);
  return words === null
    ? null
    : everyEntry(words, changeWords, (at) => {
        const [before = 0, after = 0] = [words[at + beforeAt], words[at + afterAt]];
        // The version that removes a record has no values: the one before names its key.
        return after === 0 ? { seq: before, removed: true } : { seq: after, removed: false };
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

function toItems(
  { content }: DatasetVersion,
  {
    entries,
    versions,
    page: { publication, of, first },
  }: { readonly entries: readonly Entry[]; readonly versions: readonly RecordVersion[]; readonly page: Page },
): RecordChange[] {
  return entries.map(({ keyHash, removed }, i) => {
    const values = versions[i]?.values ?? {};
    const key = Object.fromEntries(
      content.key.flatMap((field) => {
        const value = values[field];
        return value === undefined ? [] : [[field, value]];
      }),
    );
    return {
      id: `${publication.number}-${of}-${first + i + 1}`,
      publication: publication.number,
      record: keyHash,
      removed,
      key,
      ...(removed ? {} : { values }),
    };
  });
}
