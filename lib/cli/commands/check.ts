import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { explainOmissions } from '../../../schemas/collection/omitted-content.ts';
import { fileStagingStore } from '../../adapters/file-staging-store.ts';
import { openWorkbook } from '../../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../../adapters/xlsx/refusals/refusal-of.ts';
import { listByKind } from '../../collection/annotate/annotation-orders.ts';
import { readWorkbookMarks } from '../../collection/ingest/workbook/open-workbook-source.ts';
import { stagedFindings } from '../../collection/staging.ts';
import type { ListedFinding } from '../../kernel/finding-text.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import type { OfflineAnnotation } from '../annotate-offline.ts';
import { checkOffline } from '../check-offline.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineWriter, type LineWriter } from '../line-writer.ts';
import { entryFromFile, offlineEntry, type OfflineEntry } from '../offline-entry.ts';
import { openFile } from '../open-file.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { formatCheck } from '../text/check-text.ts';
import { formatFindingKinds, formatFindings } from '../text/findings-text.ts';

const options = {
  dataset: { type: 'string' },
  catalogue: { type: 'string' },
  json: { type: 'boolean' },
  annotated: { type: 'string' },
  'rejected-rows': { type: 'string' },
} as const;

/** `--json` lists all findings. */
const maxShownLines = 20;

/** Works offline. The template's marks name the dataset unless an option does. */
export const checkCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['要检查的工作簿文件']);
  const [path = ''] = positionals;
  refuseOverwriting(path, [values.annotated, values['rejected-rows']]);
  const started = performance.now();
  const source = await openFile(path);
  if (typeof source === 'string') throw new UsageError(`无法打开文件“${path}”：${source}`);
  const folder = await mkdtemp(join(tmpdir(), 'guiji-check-'));
  const out = lineWriter(context.stdout);
  try {
    const workbook = await openWorkbook(source, { uncomputed: 'error' });
    const entry = await findEntry(workbook, values, context);
    const stagingStore = fileStagingStore(folder);
    const checked = await checkOffline(workbook, entry, stagingStore, new Date().toISOString());
    const annotation = { workbook, fileName: basename(path), entry, checked, stagingStore };
    if (values.json !== true) await writeText(annotation, (performance.now() - started) / 1000, out);
    else if (!(await writeJson(annotation, out))) return exitCodes.done;
    await writeAnnotatedFiles(values, annotation, context);
    return checked.rowCounts.errors > 0 || checked.rowCounts.read === 0 ? exitCodes.findings : exitCodes.done;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    if (values.json === true) await out.write(`${JSON.stringify(refusal)}\n`);
    else context.stderr.write(`${refusal.detail}\n`);
    return exitCodes.refused;
  } finally {
    out.release();
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
};

function refuseOverwriting(path: string, outputs: readonly (string | undefined)[]): void {
  if (outputs.some((output) => output !== undefined && resolve(output) === resolve(path)))
    throw new UsageError('批注文件不能覆盖原工作簿，请换一个文件名。');
}

/** Returns false when the reader has closed the stream. */
async function writeJson({ entry, checked, stagingStore }: OfflineAnnotation, out: LineWriter): Promise<boolean> {
  for (const severity of ['error', 'warning'] as const)
    for await (const finding of stagedFindings(checked.staged, stagingStore))
      if (finding.severity === severity && !(await out.write(`${JSON.stringify(finding)}\n`))) return false;
  const { staged, rowCounts, findingKinds, version } = checked;
  const { sheet, headerRow, truncated } = staged;
  const position = sheet === undefined ? {} : { sheet, headerRow };
  const summary = { dataset: entry.dataset, version: version.version, ...position, rowCounts, findingKinds, truncated };
  await out.write(`${JSON.stringify(summary)}\n`);
  return true;
}

async function writeText(
  { fileName, entry, checked, stagingStore }: OfflineAnnotation,
  seconds: number,
  out: LineWriter,
): Promise<void> {
  await out.write(formatCheck({ fileName, entry, seconds, ...checked }));
  const { kinds, lines } = await listByKind(() => stagedFindings(checked.staged, stagingStore));
  if (kinds.length === 0) return;
  if (kinds.length > 1 || (kinds[0]?.count ?? 0) > 1)
    await out.write(`\n按信息项和问题汇总：\n${formatFindingKinds(kinds)}`);
  const first: ListedFinding[] = [];
  let isCut = false;
  for await (const listed of lines()) {
    isCut = first.length === maxShownLines;
    if (isCut) break;
    first.push(listed);
  }
  const heading = isCut ? `前 ${maxShownLines} 条问题（全部请用 --json 或 --annotated 查看）：\n` : '';
  await out.write(`\n${heading}${formatFindings(first)}`);
}

async function findEntry(
  workbook: Workbook,
  { dataset, catalogue }: { readonly dataset?: string | undefined; readonly catalogue?: string | undefined },
  context: CommandContext,
): Promise<OfflineEntry> {
  if (catalogue !== undefined) return await entryFromFile(catalogue, context);
  if (dataset !== undefined) return await offlineEntry(parseDatasetId(dataset), context);
  const marks = await readWorkbookMarks(workbook);
  if (marks === null || marks === 'altered')
    throw new UsageError(
      '工作簿中没有模板标记，无法判断是哪个信息资源。请用 --dataset 给出信息资源编号，例如 --dataset resident-id-cards。',
    );
  return await offlineEntry(marks.dataset, context);
}

async function writeAnnotatedFiles(
  values: { readonly annotated?: string | undefined; readonly 'rejected-rows'?: string | undefined },
  annotation: OfflineAnnotation,
  { stderr }: CommandContext,
): Promise<void> {
  const outputs = [
    ['all', values.annotated],
    ['failed', values['rejected-rows']],
  ] as const;
  for (const [rows, path] of outputs) {
    if (path === undefined) continue;
    const { staged, rowCounts } = annotation.checked;
    if (staged.sheet === undefined || staged.findings === 0 || (rows === 'failed' && rowCounts.rejected === 0)) {
      stderr.write(`没有写 ${path}：${rows === 'all' ? '没有可以在表中批注的问题' : '没有不合格的行'}。\n`);
      continue;
    }
    const { annotateOffline } = await import('../annotate-offline.ts');
    const omitted = await annotateOffline(annotation, rows, createWriteStream(path)).catch((error: unknown) => {
      throw error instanceof Error && 'syscall' in error
        ? new UsageError(`无法写入文件“${path}”。请检查文件夹是否存在、是否有写入权限，并关闭已打开的同名文件。`)
        : error;
    });
    stderr.write(`${rows === 'all' ? '批注文件' : '待修改的行'}已写入 ${path}。${explainOmissions(omitted)}\n`);
  }
}
