import { paperExtensions, paperFormatNames, paperKindNames } from '../../../schemas/collection/archive-names.ts';
import type { downloadArchiveRoute } from '../../../schemas/collection/archive-routes.ts';
import { maxArchiveBytes, type PaperVersion } from '../../../schemas/collection/archive.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Auditing } from '../../../schemas/sharing/data-use.ts';
import { minuteInShanghai, secondsAfter } from '../../kernel/instant.ts';
import { describeTable } from '../front-end/describe-table.ts';
import { generateDdl } from '../front-end/generate-ddl.ts';
import type { PrintSheetPorts } from '../update-sheets/print-update-sheet.ts';
import { type Paper, sheetPaper } from '../update-sheets/sheet-paper.ts';
import { fileNames } from './file-names.ts';
import { findArchiveOwner, paperKey } from './find-archive.ts';
import type { ArchivePorts } from './ports.ts';
import { receiptPaper } from './receipt-paper.ts';

/** A file of the zip; `read` is called when its turn comes. */
type ArchivedFile = { readonly name: string; readonly note: string; readonly read: () => Promise<Uint8Array> };

export type DownloadArchivePorts = Auditing &
  Pick<ArchivePorts, 'archiveOf' | 'publishedVersions' | 'links' | 'sheetsOf' | 'presignDownload' | 'now'> &
  Pick<PrintSheetPorts, 'departmentName' | 'writeDocument'> & {
    readonly newArchiveId: () => string;
    readonly readPaper: (key: string) => Promise<Uint8Array>;
    /** Stores a zip of these files; holds one of them in memory. */
    readonly writeZip: (
      key: string,
      files: AsyncIterable<{ readonly name: string; readonly bytes: Uint8Array }>,
    ) => Promise<void>;
  };

const downloadSeconds = 5 * 60;

/**
 * Makes a zip of all papers of a dataset, withdrawn ones in folders of their own, with what the platform makes and an
 * index in front. Refuses `archive-empty`, and `archive-too-large` beyond `maxArchiveBytes`. Leaves an audit entry.
 */
export async function downloadArchive(
  input: Pick<RouteInput<typeof downloadArchiveRoute>, 'caller' | 'params' | 'requestId'>,
  ports: DownloadArchivePorts,
) {
  const owner = await findArchiveOwner(input, 'read-papers', ports);
  if (isRefused(owner)) return owner;
  const { dataset } = owner;
  const papers = (await ports.archiveOf(dataset))?.papers ?? [];
  if (papers.reduce((sum, { size }) => sum + size, 0) > maxArchiveBytes)
    return refused('archive-too-large', { limit: maxArchiveBytes / 1024 / 1024 });
  const files = [...papers.map((paper) => uploadedFile(dataset, paper, ports)), ...(await madeFiles(owner, ports))];
  if (files.length === 0) return refused('archive-empty');
  const { name, provider } = owner.content.metadata;
  const at = ports.now();
  const key = `archives/${dataset}/${ports.newArchiveId()}.zip`;
  await ports.writeZip(
    key,
    inOrder(files, (names) => indexText({ name, at, files, names })),
  );
  const url = await ports.presignDownload({
    key,
    fileName: `${dataset}-资料存档.zip`,
    mediaType: 'application/zip',
    seconds: downloadSeconds,
  });
  const { caller, requestId } = input;
  await ports.recordUse({
    caller,
    requestId,
    operation: 'download-archive',
    dataset,
    provider,
    results: files.length,
  });
  return { url, fileName: `${name}（资料存档）.zip`, expiresAt: secondsAfter(at, downloadSeconds) };
}

function uploadedFile(dataset: string, paper: PaperVersion, ports: DownloadArchivePorts): ArchivedFile {
  const { kind, title, number, format, archived, withdrawn } = paper;
  const folder = withdrawn === undefined ? paperKindNames[kind] : `${paperKindNames[kind]}/已撤回`;
  const arrival = `${archived.name}于${minuteInShanghai(archived.at)}存入`;
  const end =
    withdrawn === undefined
      ? ''
      : `；${withdrawn.name}于${minuteInShanghai(withdrawn.at)}撤回，原因：${withdrawn.reason}`;
  return {
    name: `${folder}/${title}（第${number}版）.${paperExtensions[format][0]}`,
    note: `${paperFormatNames[format]}，${paper.size} 字节，${arrival}${end}`,
    read: () => ports.readPaper(paperKey(dataset, paper)),
  };
}

type Owner = Exclude<Awaited<ReturnType<typeof findArchiveOwner>>, { readonly kind: 'refusal' }>;

async function madeFiles(owner: Owner, ports: DownloadArchivePorts): Promise<readonly ArchivedFile[]> {
  const { dataset, version, content } = owner;
  const [links, { sheets, earlier }, department] = await Promise.all([
    ports.links.read(dataset),
    ports.sheetsOf(dataset),
    ports.departmentName(content.metadata.provider),
  ]);
  const names = { department, dataset };
  const printed = (name: string, paper: Paper): ArchivedFile => ({
    name: `平台生成/${name}.docx`,
    note: 'Word（.docx），由平台生成',
    read: () => ports.writeDocument(paper),
  });
  const confirmed = sheets?.inForce === undefined ? earlier : [sheets.inForce, ...earlier];
  const ddl: ArchivedFile = {
    name: `平台生成/前置库建表脚本（目录第${version}版）.sql`,
    note: 'PostgreSQL 脚本，由平台生成',
    read: async () => new TextEncoder().encode(generateDdl(describeTable(dataset, version, content), 'postgresql')),
  };
  return [
    ...confirmed.map((sheet) => printed(`数据维护更新表第${sheet.number}号`, sheetPaper(sheet, names))),
    ...links.flatMap((link) => {
      const paper = receiptPaper(link, { ...names, name: content.metadata.name });
      return paper === undefined ? [] : [printed(paper.reference, paper)];
    }),
    ...(links.some(({ channel }) => channel === 'database') ? [ddl] : []),
  ];
}

/** The index first, then each file when the one before is written. */
async function* inOrder(files: readonly ArchivedFile[], writeIndex: (names: readonly string[]) => string) {
  const names = fileNames(files.map(({ name }) => name));
  // Editors of office machines take UTF-8 without a mark for another encoding.
  yield { name: '00-目录.txt', bytes: new TextEncoder().encode(`\uFEFF${writeIndex(names)}`) };
  for (const [at, { name, read }] of files.entries()) yield { name: names[at] ?? name, bytes: await read() };
}

type Index = {
  readonly name: string;
  readonly at: string;
  readonly files: readonly ArchivedFile[];
  readonly names: readonly string[];
};

function indexText({ name, at, files, names }: Index): string {
  const lines = files.map(({ note }, i) => `${i + 1}. ${names[i] ?? ''}\r\n   ${note}`);
  return [
    `${name}：资料存档目录`,
    `${minuteInShanghai(at)}（北京时间）由平台生成，共 ${files.length} 份。`,
    '',
    ...lines,
    '',
  ].join('\r\n');
}
