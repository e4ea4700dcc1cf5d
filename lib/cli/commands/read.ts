import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import { openWorkbook } from '../../adapters/xlsx/open-workbook.ts';
import { WorkbookRefused } from '../../adapters/xlsx/refusals/workbook-refused.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { SheetRow } from '../../kernel/sheet.ts';
import { lineWriter, type CommandIo, type LineWriter } from '../line-writer.ts';
import { openFile } from '../open-file.ts';
import { formatRowJson } from '../text/row-json.ts';

const usage = '用法：guiji read 文件 [--sheet 工作表名] [--macros]';
const exit = { done: 0, usageError: 2, refused: 3 } as const;

type Call = { readonly file: string; readonly sheet: string | undefined; readonly macros: boolean };

/**
 * Prints the sheets, then the non-empty rows of one sheet as JSON lines.
 * The last line of a refused workbook is the refusal.
 */
export async function readCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const call = parseReadArguments(args);
  if (typeof call === 'string') return usageError(io, `${call}\n${usage}`);
  const opened = await openFile(call.file);
  if (typeof opened === 'string') return usageError(io, `无法打开文件“${call.file}”：${opened}`);
  const out = lineWriter(io.stdout);
  try {
    const workbook = await openWorkbook(opened, { macros: call.macros ? 'read' : 'refuse' });
    const sheet =
      call.sheet ?? (workbook.sheets.find((listed) => listed.state === 'visible') ?? workbook.sheets[0])?.name ?? '';
    if (!workbook.sheets.some((listed) => listed.name === sheet)) {
      const names = workbook.sheets.map(({ name }) => name).join('、');
      return usageError(io, `工作簿中没有名为“${sheet}”的工作表。现有工作表：${names}。请核对名称后重试。`);
    }
    if (await out.write(`${JSON.stringify({ sheets: workbook.sheets })}\n`)) await writeRows(workbook.rows(sheet), out);
    return exit.done;
  } catch (error) {
    if (!(error instanceof WorkbookRefused)) throw error;
    const detail = fillPhrase(workbookRefusals[error.code].detail, error.facts);
    await out.write(`${JSON.stringify({ refused: error.code, detail })}\n`);
    return exit.refused;
  } finally {
    out.release();
    await opened.close();
  }
}

async function writeRows(batches: AsyncIterable<readonly SheetRow[]>, out: LineWriter): Promise<void> {
  for await (const batch of batches) {
    let lines = '';
    for (const row of batch) lines += formatRowJson(row);
    if (!(await out.write(lines))) return;
  }
}

function parseReadArguments(args: readonly string[]): Call | string {
  let file: string | undefined;
  let sheet: string | undefined;
  let macros = false;
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] ?? '';
    if (word === '--macros') macros = true;
    else if (word === '--sheet') {
      i += 1;
      sheet = args[i];
      if (sheet === undefined) return '“--sheet”后面缺少工作表名。';
    } else if (word.startsWith('--sheet=')) sheet = word.slice('--sheet='.length);
    else if (word.startsWith('--')) return `不认识选项“${word}”。`;
    else if (file !== undefined) return '一次只能读取一个文件。';
    else file = word;
  }
  return file === undefined ? '请给出要读取的工作簿文件。' : { file, sheet, macros };
}

function usageError(io: CommandIo, sentence: string): number {
  io.stderr.write(`${sentence}\n`);
  return exit.usageError;
}
