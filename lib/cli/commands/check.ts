import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileStagingStore } from '../../adapters/file-staging-store.ts';
import { openWorkbook } from '../../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../../adapters/xlsx/raw-workbook.ts';
import { stagedFindings } from '../../collection/annotate/annotation-orders.ts';
import { readWorkbookMarks } from '../../collection/ingest/workbook/read-workbook-marks.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import type { OfflineAnnotation } from '../annotate-offline.ts';
import { checkOffline } from '../check-offline.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineWriter } from '../line-writer.ts';
import { entryFromFile, offlineEntry, type OfflineEntry } from '../offline-entry.ts';
import { openFile } from '../open-file.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { checkText } from '../text/check-text.ts';
import { findingsText } from '../text/findings-text.ts';

const options = {
  dataset: { type: 'string' },
  catalogue: { type: 'string' },
  json: { type: 'boolean' },
  annotated: { type: 'string' },
  'failed-rows': { type: 'string' },
} as const;

/** Findings shown in the table; `--json` gives them all. */
const maxShownFindings = 20;

/**
 * `guiji check FILE [--dataset ID] [--catalogue ENTRY.json] [--json] [--annotated OUT.xlsx] [--failed-rows OUT.xlsx]`: the platform's own checks,
 * without a network. The dataset is that of the template's marks unless it is named.
 */
export const checkCommand: Command = async (args, world) => {
  const { values, positionals } = parseCommandLine(args, options, ['要检查的工作簿文件']);
  const [path = ''] = positionals;
  for (const out of [values['annotated'], values['failed-rows']]) {
    if (out !== undefined && resolve(out) === resolve(path))
      throw new UsageError('批注文件不能覆盖原工作簿，请换一个文件名。');
  }
  const started = performance.now();
  const source = await openFile(path);
  if (typeof source === 'string') throw new UsageError(`无法打开文件“${path}”：${source}`);
  const folder = await mkdtemp(join(tmpdir(), 'guiji-check-'));
  const out = lineWriter(world.stdout);
  try {
    const workbook = await openWorkbook(source, { uncomputed: 'error' });
    const entry = await entryFor(workbook, values, world);
    const stagingStore = fileStagingStore(folder);
    const checked = await checkOffline(workbook, entry, stagingStore, new Date().toISOString());
    const facts = { fileName: basename(path), entry, seconds: (performance.now() - started) / 1000, ...checked };
    if (values.json === true) {
      for await (const finding of stagedFindings(checked.staged, stagingStore))
        if (!(await out.write(`${JSON.stringify(finding)}\n`))) return exitCodes.done;
      const { staged, rowCounts, version } = checked;
      await out.write(
        `${JSON.stringify({ dataset: entry.dataset, version: version.version, ...(staged.sheet === undefined ? {} : { sheet: staged.sheet, headerRow: staged.headerRow }), rowCounts, truncated: staged.truncated })}\n`,
      );
    } else {
      await out.write(checkText(facts));
      const first = [];
      for await (const finding of stagedFindings(checked.staged, stagingStore))
        if (first.push(finding) === maxShownFindings) break;
      if (first.length > 0)
        await out.write(
          `\n${checked.staged.findings > maxShownFindings ? `前 ${maxShownFindings} 处问题（全部请用 --json 或 --annotated 查看）：\n` : ''}${findingsText(first)}`,
        );
    }
    await writeAnnotatedFiles(values, { workbook, fileName: basename(path), entry, checked, stagingStore }, world);
    return checked.rowCounts.errors > 0 || checked.rowCounts.read === 0 ? exitCodes.findings : exitCodes.done;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    if (values.json === true) await out.write(`${JSON.stringify(refusal)}\n`);
    else world.stderr.write(`${refusal.detail}\n`);
    return exitCodes.refused;
  } finally {
    out.release();
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
};

async function entryFor(
  workbook: Workbook,
  { dataset, catalogue }: { readonly dataset?: string | undefined; readonly catalogue?: string | undefined },
  world: CommandContext,
): Promise<OfflineEntry> {
  if (catalogue !== undefined) return await entryFromFile(catalogue, world);
  if (dataset !== undefined) return await offlineEntry(parseDatasetId(dataset), world);
  const marks = await readWorkbookMarks(workbook);
  if (marks === null || marks === 'altered')
    throw new UsageError(
      '工作簿中没有模板标记，无法判断是哪个信息资源。请用 --dataset 给出信息资源编号，例如 --dataset resident-id-cards。',
    );
  return await offlineEntry(marks.dataset, world);
}

/** The writer of workbooks is large: it is loaded only when one is asked for. */
async function writeAnnotatedFiles(
  values: { readonly annotated?: string | undefined; readonly 'failed-rows'?: string | undefined },
  annotation: OfflineAnnotation,
  { stderr }: CommandContext,
): Promise<void> {
  const wanted = [
    ['all', values['annotated']],
    ['failed', values['failed-rows']],
  ] as const;
  for (const [rows, path] of wanted) {
    if (path === undefined) continue;
    const { staged, rowCounts } = annotation.checked;
    if (staged.sheet === undefined || staged.findings === 0 || (rows === 'failed' && rowCounts.rejected === 0)) {
      stderr.write(`没有写 ${path}：${rows === 'all' ? '没有可以在表中批注的问题' : '没有不合格的行'}。\n`);
      continue;
    }
    const { annotateOffline } = await import('../annotate-offline.ts');
    await annotateOffline(annotation, rows, createWriteStream(path)).catch((error: unknown) => {
      throw error instanceof Error && 'syscall' in error
        ? new UsageError(`无法写入文件“${path}”。请检查文件夹是否存在、是否有写入权限，并关闭已打开的同名文件。`)
        : error;
    });
    stderr.write(`${rows === 'all' ? '批注文件' : '待修改的行'}已写入 ${path}。\n`);
  }
}
