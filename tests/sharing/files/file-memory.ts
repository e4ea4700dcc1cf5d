import { createHash } from 'node:crypto';
import type { FileSheet, GrantFileRepository } from '../../../lib/sharing/files/ports.ts';
import type { FoundRecord } from '../../../lib/sharing/use/ports.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { type GrantFileMessage, GrantFiles } from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { grantId, grantOf, hashOf, useMemory, version } from '../use/use-memory.ts';

/** The list as the table has it: text, replaced only where the lock holds. */
export function fileRepositoryMemory(): GrantFileRepository {
  const stored = new Map<string, string>();
  const read = (grant: string) => GrantFiles.parse(JSON.parse(stored.get(grant) ?? '{"files":[],"lockVersion":0}'));
  return {
    files: async (grant) => read(grant),
    saveFiles: async (grant, next) => {
      if (read(grant).lockVersion !== next.lockVersion - 1) return false;
      stored.set(grant, JSON.stringify(GrantFiles.parse(next)));
      return true;
    },
  };
}

type Options = {
  readonly grant?: Grant | null;
  readonly records?: readonly RecordValues[];
  /** Called before each step that touches the world; may throw, as a process that dies there. */
  readonly step?: (name: string) => void;
};

/** Ports of files over the records of one publication. What the world holds can be replaced between calls. */
export function fileMemory({
  grant = grantOf({ ways: ['file'] }),
  records = [],
  step = () => undefined,
}: Options = {}) {
  const world = {
    grant,
    versions: [version],
    /** By publication; the last one is in force. */
    publications: [records],
    now: '2020-12-05T02:00:30.000Z',
    objects: new Map<string, string>(),
    messages: new Array<GrantFileMessage>(),
    bulkUses: new Array<Omit<DataUse, 'subjects'> & { readonly subjects: readonly string[] }>(),
    /** Fields to which somebody objects, by the record's key hash. */
    disputes: new Map<string, readonly string[]>(),
    addresses: new Array<{ readonly object: string; readonly fileName: string; readonly seconds: number }>(),
  };
  const use = useMemory({ grant, publications: [records], now: () => world.now });
  const repository = fileRepositoryMemory();
  let ids = 0;
  const written = (object: string, text: string) => {
    step('object');
    world.objects.set(object, text);
    return { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
  };
  const found = (values: RecordValues): FoundRecord => ({
    keyHash: hashOf(`${values['number']}/${values['id_number']}`),
    seq: 1,
    values,
    subject: hashOf(values['id_number'] ?? ''),
  });
  const ports = {
    ...use,
    now: () => world.now,
    grant: async (id: string) => (world.grant?.id === id ? world.grant : null),
    publishedVersions: async () => world.versions,
    newId: () => `01JF${`${(ids += 1)}`.padStart(22, '0')}`,
    fileRepository: {
      files: repository.files,
      saveFiles: async (id: string, next: GrantFiles) => {
        step('save');
        const saved = await repository.saveFiles(id, next);
        step('saved');
        return saved;
      },
    },
    fileQueue: { ordered: async (message: GrantFileMessage) => void world.messages.push(message) },
    published: {
      inForce: async () => ({
        publication: world.publications.length,
        records: world.publications.at(-1)?.length ?? 0,
        index: `index-${world.publications.length}`,
      }),
      records: async function* (_dataset: string, index: string) {
        step('read');
        const all = world.publications[Number(index.slice('index-'.length)) - 1] ?? [];
        for (let from = 0; from < all.length; from += 2) yield all.slice(from, from + 2).map(found);
      },
    },
    fileStore: {
      writeText: async (object: string, _mediaType: string, text: AsyncIterable<string>) => {
        let all = '';
        for await (const piece of text) all += piece;
        return written(object, all);
      },
      writeWorkbook: async (object: string, sheet: FileSheet, rows: AsyncIterable<readonly string[]>) => {
        const all: unknown[] = [sheet];
        for await (const row of rows) all.push(row);
        return written(object, JSON.stringify(all));
      },
    },
    disputedFields: async () => world.disputes,
    recordBulkUse: async (one: Omit<DataUse, 'subjects'>, subjects: ReadonlySet<string>) => {
      step('entry');
      world.bulkUses.push({ ...one, subjects: [...subjects] });
      step('mentioned');
    },
    fileAddress: async (file: { readonly object: string; readonly fileName: string; readonly seconds: number }) => {
      world.addresses.push(file);
      return `https://files.example/${file.object}`;
    },
    account: async () => undefined,
    departmentName: async (id: string) => id,
  };
  return { world, ports };
}

export const request = { requestId: 'r', params: { grant: grantId }, query: {} };
