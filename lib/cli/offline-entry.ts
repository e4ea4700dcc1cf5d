import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { OfflineCatalogue } from '../../schemas/catalogue/offline-catalogue.ts';
import { DatasetExport } from '../../schemas/catalogue/views.ts';
import { Day } from '../../schemas/kernel/day.ts';
import { makeDirectories } from '../adapters/make-directories.ts';
import { cacheFolder } from '../adapters/platform-address.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { ownValue } from '../kernel/own-value.ts';
import { UsageError, type CommandContext } from './command.ts';

export type OfflineEntry = {
  readonly dataset: string;
  /** The oldest comes first. */
  readonly versions: readonly DatasetVersion[];
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly department: string;
  /** Returns the id where the name is unknown. */
  readonly nameOf: (dataset: string) => Promise<string>;
  readonly origin: string;
};

/** Looks in the local cache, then in the bundled catalogue. Throws `UsageError`. */
export async function offlineEntry(dataset: string, context: CommandContext): Promise<OfflineEntry> {
  const cached = await readCatalogue(join(cacheFolder(context), `${dataset}.json`));
  if (cached !== null && cached.versions.length > 0)
    return toOfflineEntry(dataset, cached, '上次下载模板时保存的目录条目', context);
  const bundled = await readCatalogue(context.bundledCatalogue);
  const known = bundled !== null && bundled.versions.some((version) => version.dataset === dataset);
  if (bundled === null || !known)
    throw new UsageError(
      `本机没有信息资源“${dataset}”的目录条目。请核对编号，或先用 guiji template ${dataset} 下载一次模板，` +
        '或用 --catalogue 指定导出的目录条目（JSON）。',
    );
  return toOfflineEntry(dataset, bundled, '随程序附带的目录', context);
}

/** Reads a JSON export or an `OfflineCatalogue`; missing code lists come from cache and bundle. Throws `UsageError`. */
export async function entryFromFile(path: string, context: CommandContext): Promise<OfflineEntry> {
  const json = await readJson(path);
  if (json === null)
    throw new UsageError(`无法读取目录条目文件“${path}”。请检查路径，并确认它是从目录导出的 JSON 文件。`);
  const origin = `文件 ${path}`;
  const whole = OfflineCatalogue.safeParse(json);
  const first = whole.data?.versions[0];
  if (whole.success && first !== undefined) return toOfflineEntry(first.dataset, whole.data, origin, context);
  const exported = DatasetExport.safeParse(json);
  if (!exported.success)
    throw new UsageError(`“${path}”不是目录条目的导出文件。请在系统中用“导出（JSON）”取得目录条目。`);
  const version = toDatasetVersion(exported.data);
  const [cached, bundled] = await Promise.all([
    readCatalogue(join(cacheFolder(context), `${version.dataset}.json`)),
    readCatalogue(context.bundledCatalogue),
  ]);
  const codeLists = [...(bundled?.codeLists ?? []), ...(cached?.codeLists ?? [])];
  const missing = version.content.fields.find(
    ({ codeList }) => codeList !== undefined && !codeLists.some(({ id }) => id === codeList),
  );
  if (missing !== undefined)
    throw new UsageError(
      `目录条目用到的代码表“${missing.codeList ?? ''}”在本机没有。请先用 guiji template ${version.dataset} 下载一次模板。`,
    );
  return toOfflineEntry(
    version.dataset,
    { versions: [version], codeLists, departments: { ...bundled?.departments, ...cached?.departments } },
    origin,
    context,
  );
}

/** Caches an entry for checks without a network. */
export async function saveEntry(dataset: string, catalogue: OfflineCatalogue, context: CommandContext): Promise<void> {
  const folder = cacheFolder(context);
  makeDirectories(folder);
  const path = join(folder, `${dataset}.json`);
  await writeFile(`${path}.${process.pid}`, JSON.stringify(catalogue));
  await rename(`${path}.${process.pid}`, path);
}

function toOfflineEntry(
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
    department: ownValue(departments, provider) ?? provider,
    nameOf,
    origin,
  };
}

/** Fills in values that don't affect a check. */
function toDatasetVersion({ dataset, version, status, columns, content }: DatasetExport): DatasetVersion {
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
    ...definedOnly({ publishedOn: publishedOn.data }),
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
