import { readDatasetRoute, readVersionRoute } from '../../../schemas/catalogue/routes.ts';
import type { Delivery, DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import { collectionRefusals } from '../../../schemas/collection/refusals.ts';
import { downloadAnnotatedRoute } from '../../../schemas/collection/routes.ts';
import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { downloadFile } from '../../adapters/api/download-file.ts';
import { whyNotAnnotated } from '../../collection/annotate/why-not-annotated.ts';
import { type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatReceipt } from '../text/receipt-text.ts';

/** File names for the annotated workbook and the rejected rows, as `guiji check` takes them. */
type ReceiptOptions = {
  readonly json?: boolean | undefined;
  readonly annotated?: string | undefined;
  readonly 'rejected-rows'?: string | undefined;
};

export function asksForWorkbooks(options: ReceiptOptions): boolean {
  return options.annotated !== undefined || options['rejected-rows'] !== undefined;
}

/** Saves the workbooks that `options` name. Returns the exit code; throws `UsageError`. */
export async function showReceipt(
  delivery: DeliveryReceipt,
  options: ReceiptOptions,
  api: ApiClient,
  context: CommandContext,
): Promise<number> {
  const { json, annotated, 'rejected-rows': rejectedRows } = options;
  context.stdout.write(
    json === true ? `${JSON.stringify(delivery)}\n` : formatReceipt(delivery, await readDatasetName(delivery, api)),
  );
  if (annotated !== undefined) await fetchAnnotated(delivery, { rows: 'all', path: annotated }, api, context);
  if (rejectedRows !== undefined) await fetchAnnotated(delivery, { rows: 'failed', path: rejectedRows }, api, context);
  return getExitCode(delivery);
}

/** Returns 3 for a refused workbook, 0 when published without errors and not rolled back, else 1. */
export function getExitCode({ status, reason, rowCounts, outcome }: DeliveryReceipt): number {
  if (status === 'returned' && reason !== undefined && Object.hasOwn(workbookRefusals, reason.code))
    return exitCodes.refused;
  if (outcome?.state === 'rolled-back') return exitCodes.findings;
  return status === 'published' && (rowCounts?.errors ?? 0) === 0 ? exitCodes.done : exitCodes.findings;
}

/** Returns `undefined` on any error: the receipt is useful without the name. */
async function readDatasetName({ dataset, version }: Delivery, api: ApiClient): Promise<string | undefined> {
  const entry =
    version === undefined
      ? api.call(readDatasetRoute, { params: { dataset } })
      : api.call(readVersionRoute, { params: { dataset, version } });
  return await entry.then(
    ({ content }) => content.metadata.name,
    () => undefined,
  );
}

async function fetchAnnotated(
  delivery: Delivery,
  { rows, path }: { readonly rows: 'all' | 'failed'; readonly path: string },
  api: ApiClient,
  { stderr }: CommandContext,
): Promise<void> {
  const missing = whyNotAnnotated(delivery);
  if (missing !== null) {
    const option = rows === 'all' ? '--annotated' : '--rejected-rows';
    const hint = missing === 'annotated-not-ready' ? `下载命令：guiji receipt ${delivery.id} ${option} ${path}` : '';
    stderr.write(`${collectionRefusals[missing].detail}${hint}\n`);
    return;
  }
  if (rows === 'failed' && (delivery.rowCounts?.rejected ?? 0) === 0) {
    stderr.write(`没有写 ${path}：没有不合格的行。\n`);
    return;
  }
  const { url, notice = '' } = await api.call(downloadAnnotatedRoute, {
    params: { delivery: delivery.id },
    query: { rows },
  });
  if (notice !== '') stderr.write(`${notice}\n`);
  await downloadFile(url, path).catch((error: unknown) => {
    throw error instanceof Error && 'syscall' in error
      ? new UsageError(`无法写入文件“${path}”。请检查文件夹是否存在、是否有写入权限，并关闭已打开的同名文件。`)
      : error;
  });
  stderr.write(`${rows === 'all' ? '批注文件' : '待修改的行'}已保存到 ${path}。\n`);
}
