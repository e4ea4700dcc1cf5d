import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { OfflineCatalogue } from '../../schemas/catalogue/offline-catalogue.ts';
import { DatasetExport } from '../../schemas/catalogue/views.ts';
import { Day } from '../../schemas/kernel/day.ts';
import { UsageError, type CommandContext } from './command.ts';

/** One entry, enough to check and mark a workbook. */
export type OfflineEntry = {
  readonly dataset: string;
  /** The oldest first. */
  readonly versions: readonly DatasetVersion[];
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly department: string;
  /** Another dataset's name, as far as it is known here. */
  readonly nameOf: (dataset: string) => Promise<string>;
  /** Where it was taken from, as it is said to a person. */
  readonly origin: string;
};

/** Entries by their dataset: what the program brought along, and over it what was fetched from a running system. */
export async function offlineEntry(dataset: string, world: CommandContext): Promise<OfflineEntry> {
  const kept = await readCatalogue(join(cacheFolder(world), `${dataset}.json`));
  if (kept !== null && kept.versions.length > 0) return entryOf(dataset, kept, '上次下载模板时保存的目录条目', world);
  const bundled = await readCatalogue(world.bundledCatalogue);
  const known = bundled !== null && bundled.versions.some((version) => version.dataset === dataset);
  if (bundled === null || !known)
    throw new UsageError(
      `本机没有信息资源“${dataset}”的目录条目。请核对编号，或先用 guiji template ${dataset} 下载一次模板，或用 --catalogue 指定导出的目录条目（JSON）。`,
    );
  return entryOf(dataset, bundled, '随程序附带的目录', world);
}

/** The entry in a file: a JSON export of the catalogue, or a file of this form. Code lists that an export does not hold come from what is known here. */
export async function entryFromFile(path: string, world: CommandContext): Promise<OfflineEntry> {
  const json = await readJson(path);
  if (json === null)
    throw new UsageError(`无法读取目录条目文件“${path}”。请检查路径，并确认它是从目录导出的 JSON 文件。`);
  const origin = `文件 ${path}`;
  const whole = OfflineCatalogue.safeParse(json);
  const first = whole.data?.versions[0];
  if (whole.success && first !== undefined) return entryOf(first.dataset, whole.data, origin, world);
  const exported = DatasetExport.safeParse(json);
  if (!exported.success)
    throw new UsageError(`“${path}”不是目录条目的导出文件。请在系统中用“导出（JSON）”取得目录条目。`);
  const version = versionOf(exported.data);
  const [kept, bundled] = await Promise.all([
    readCatalogue(join(cacheFolder(world), `${version.dataset}.json`)),
    readCatalogue(world.bundledCatalogue),
  ]);
  const codeLists = [...(bundled?.codeLists ?? []), ...(kept?.codeLists ?? [])];
  const missing = version.content.fields.find(
    ({ codeList }) => codeList !== undefined && !codeLists.some(({ id }) => id === codeList),
  );
  if (missing !== undefined)
    throw new UsageError(
      `目录条目用到的代码表“${missing.codeList ?? ''}”在本机没有。请先用 guiji template ${version.dataset} 下载一次模板。`,
    );
  return entryOf(
    version.dataset,
    { versions: [version], codeLists, departments: { ...bundled?.departments, ...kept?.departments } },
    origin,
    world,
  );
}

/** Keeps an entry for checks without a network. */
export async function saveEntry(dataset: string, catalogue: OfflineCatalogue, world: CommandContext): Promise<void> {
  const folder = cacheFolder(world);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${dataset}.json`);
  await writeFile(`${path}.${process.pid}`, JSON.stringify(catalogue));
  await rename(`${path}.${process.pid}`, path);
}

function entryOf(
  dataset: string,
  { versions, codeLists, departments }: OfflineCatalogue,
  origin: string,
  { bundledCatalogue }: CommandContext,
): OfflineEntry {
  const nameOf = async (other: string) =>
    (await readCatalogue(bundledCatalogue))?.versions.findLast((version) => version.dataset === other)?.content.metadata
      .name ?? other;
  const own = versions
    .filter((version) => version.dataset === dataset)
    .toSorted((one, other) => one.version - other.version);
  const provider = own.at(-1)?.content.metadata.provider ?? '';
  return {
    dataset,
    versions: own,
    codeLists: new Map(codeLists.map((list) => [list.id, list])),
    department: departments[provider] ?? provider,
    nameOf,
    origin,
  };
}

/** An export says of the version what its form has room for; the rest does not matter to a check. */
function versionOf({ dataset, version, status, columns, content }: DatasetExport): DatasetVersion {
  const column = (number: string) => columns.find((one) => one.number === number)?.value;
  const publishedOn = Day.safeParse(column('12'));
  const at = `${publishedOn.data ?? '2020-01-01'}T00:00:00.000Z`;
  return DatasetVersion.parse({
    dataset,
    version,
    code: column('3'),
    status,
    compatibility: 'first',
    content,
    createdAt: at,
    createdBy: 'export',
    updatedAt: at,
    ...(publishedOn.success ? { publishedOn: publishedOn.data } : {}),
  });
}

async function readCatalogue(path: string): Promise<OfflineCatalogue | null> {
  return OfflineCatalogue.safeParse(await readJson(path)).data ?? null;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

export function cacheFolder({ environment }: CommandContext): string {
  const own = environment['GUIJI_CACHE'];
  if (own !== undefined && own !== '') return own;
  const base =
    environment['XDG_CACHE_HOME'] ??
    environment['LOCALAPPDATA'] ??
    join(environment['HOME'] ?? environment['USERPROFILE'] ?? '.', '.cache');
  return join(base, 'guiji');
}
