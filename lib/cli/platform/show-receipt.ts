import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readDatasetRoute, readVersionRoute } from '../../../schemas/catalogue/routes.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { collectionRefusals } from '../../../schemas/collection/refusals.ts';
import { downloadAnnotatedRoute } from '../../../schemas/collection/routes.ts';
import { workbookRefusals } from '../../../schemas/collection/workbook-refusals.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { downloadFile } from '../../adapters/api/download-file.ts';
import { whyNotAnnotated } from '../../collection/annotate/why-not-annotated.ts';
import { type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { safeFileName } from '../safe-file-name.ts';
import { formatReceipt } from '../text/receipt-text.ts';

/** Downloads annotated workbooks into the folder `annotated`. Returns the exit code. */
export async function showReceipt(
  delivery: Delivery,
  { json, annotated }: { readonly json: boolean; readonly annotated: string | undefined },
  api: ApiClient,
  context: CommandContext,
): Promise<number> {
  context.stdout.write(
    json ? `${JSON.stringify(delivery)}\n` : formatReceipt(delivery, await readDatasetName(delivery, api)),
  );
  if (annotated !== undefined) await fetchAnnotated(delivery, annotated, api, context);
  return getExitCode(delivery);
}

/** Returns 3 for a refused workbook, 0 when published without errors, else 1. */
export function getExitCode({ status, reason, rowCounts }: Delivery): number {
  if (status === 'returned' && reason !== undefined && Object.hasOwn(workbookRefusals, reason.code))
    return exitCodes.refused;
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
  folder: string,
  api: ApiClient,
  { stderr }: CommandContext,
): Promise<void> {
  const missing = whyNotAnnotated(delivery);
  if (missing !== null) {
    const hint =
      missing === 'annotated-not-ready' ? `下载命令：guiji receipt ${delivery.id} --annotated ${folder}` : '';
    stderr.write(`${collectionRefusals[missing].detail}${hint}\n`);
    return;
  }
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new UsageError(`无法建立文件夹“${folder}”。请检查路径和写入权限。`);
  });
  for (const rows of ['all', 'failed'] as const) {
    if (rows === 'failed' && (delivery.rowCounts?.rejected ?? 0) === 0) continue;
    const { url, fileName } = await api.call(downloadAnnotatedRoute, {
      params: { delivery: delivery.id },
      query: { rows },
    });
    const path = join(folder, safeFileName(fileName));
    await downloadFile(url, path);
    stderr.write(`${rows === 'all' ? '批注文件' : '待修改的行'}已保存到 ${path}。\n`);
  }
}
