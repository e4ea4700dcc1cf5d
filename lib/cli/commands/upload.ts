import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Delivery, type DeliveryMode, minMultipartBytes } from '../../../schemas/collection/delivery.ts';
import { createDeliveryRoute, readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { ApiRefused } from '../../adapters/api/api-errors.ts';
import { uploadFile } from '../../adapters/api/upload-file.ts';
import { openWorkbook } from '../../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../../adapters/xlsx/refusals/refusal-of.ts';
import { readWorkbookMarks } from '../../collection/ingest/workbook/open-workbook-source.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openFile } from '../open-file.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { deliveryOptions, parseTimeoutSeconds } from '../platform/delivery-options.ts';
import { followDelivery } from '../platform/follow-delivery.ts';
import { asksForWorkbooks, showReceipt } from '../platform/show-receipt.ts';
import { unfinishedUpload, type UnfinishedUpload } from '../platform/unfinished-uploads.ts';
import { uploadInParts } from '../platform/upload-in-parts.ts';
import { formatSize } from '../text/format-amounts.ts';
import { uploadProgress } from '../text/progress.ts';

const options = {
  dataset: { type: 'string' },
  mode: { type: 'string' },
  wait: { type: 'boolean' },
  ...deliveryOptions,
} as const;

/** Waits for the receipt with `--wait`, `--json` or `--annotated`. */
export const uploadCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['要报送的工作簿文件']);
  const [path = ''] = positionals;
  const mode = parseDeliveryMode(values.mode);
  const seconds = parseTimeoutSeconds(values.timeout);
  const { api, url } = openConnection(values.url, context);
  const dataset = values.dataset === undefined ? await readMarkedDataset(path) : parseDatasetId(values.dataset);
  const file = await stat(path).catch(() => null);
  if (file?.isFile() !== true) throw new UsageError(`无法打开文件“${path}”：文件不存在，请检查路径和文件名。`);
  if (file.size === 0) throw new UsageError(`文件“${path}”是空的。请确认已在 Excel 或 WPS 中保存并关闭该文件。`);

  const upload = { path, dataset, mode, size: file.size, modifiedMs: file.mtimeMs };
  const delivery = await (file.size < minMultipartBytes ? uploadWhole : uploadLarge)(upload, { api, url, context });
  const waits = values.wait === true || asksForWorkbooks(values) || values.json === true;
  if (!waits) {
    context.stdout.write(`上传完成，系统正在检查入库。请用 guiji receipt ${delivery} 查看回执。\n`);
    return exitCodes.done;
  }
  const printStatus = ({ status }: Delivery) => {
    if (status !== 'awaiting-upload') context.stderr.write(`${statusNames[status]}\n`);
  };
  const settled = await followDelivery(delivery, api, printStatus, seconds);
  return await showReceipt(settled, values, api, context);
};

type Upload = Omit<UnfinishedUpload, 'url'> & { readonly mode: DeliveryMode };
type Uploading = { readonly api: ApiClient; readonly url: string; readonly context: CommandContext };

/** Returns the delivery's id. */
async function uploadWhole({ path, dataset, mode, size }: Upload, { api, context }: Uploading): Promise<string> {
  const { delivery, upload } = await api.call(createDeliveryRoute, {
    params: { dataset },
    body: { mode, fileName: basename(path), size },
  });
  context.stderr.write(`已登记报送批次 ${delivery.id}，正在上传 ${basename(path)}（${formatSize(size)}）。\n`);
  const progress = uploadProgress(context.stderr, size);
  await uploadFile(upload, { path, size }, progress.show).finally(progress.end);
  return delivery.id;
}

/** Uploads in parts; the same command continues after an interruption. Returns the delivery's id. */
async function uploadLarge(upload: Upload, { api, url, context }: Uploading): Promise<string> {
  const { path, dataset, mode, size } = upload;
  const unfinished = unfinishedUpload({ ...upload, url }, context);
  const begun = await findAwaiting(unfinished.delivery(), api);
  const id =
    begun ??
    (await api.call(createDeliveryRoute, { params: { dataset }, body: { mode, fileName: basename(path), size } }))
      .delivery.id;
  unfinished.remember(id);
  const action = begun === null ? '已登记报送批次' : '继续上传报送批次';
  context.stderr.write(`${action} ${id}，正在分片上传 ${basename(path)}（${formatSize(size)}）。\n`);
  const progress = uploadProgress(context.stderr, size);
  try {
    await uploadInParts(id, { path, size }, { api, show: progress.show }).finally(progress.end);
  } catch (error) {
    context.stderr.write('上传没有完成，已上传的部分保留 24 小时。请再执行一次同样的命令，会从中断处继续。\n');
    throw error;
  }
  unfinished.forget();
  return id;
}

/** `null` when there is none, or it no longer waits for its file. */
async function findAwaiting(id: string | null, api: ApiClient): Promise<string | null> {
  if (id === null) return null;
  try {
    const { status } = await api.call(readDeliveryRoute, { params: { delivery: id } });
    return status === 'awaiting-upload' ? id : null;
  } catch (error) {
    if (error instanceof ApiRefused && error.problem.code === 'delivery-not-found') return null;
    throw error;
  }
}

function parseDeliveryMode(word: string | undefined): DeliveryMode {
  if (word === 'full' || word === 'increment') return word;
  throw new UsageError(
    '请用 --mode 说明报送方式：full 为全量（本文件就是全部数据，没有出现的记录会减少），increment 为增量（只新增和变更）。',
  );
}

async function readMarkedDataset(path: string): Promise<string> {
  const source = await openFile(path);
  if (typeof source === 'string') throw new UsageError(`无法打开文件“${path}”：${source}`);
  try {
    const marks = await readWorkbookMarks(await openWorkbook(source));
    if (marks !== null && marks !== 'altered') return marks.dataset;
  } catch (error) {
    if (refusalOf(error) === null) throw error; // the platform explains the refusal once the dataset is named
  } finally {
    await source.close();
  }
  throw new UsageError(
    '工作簿中没有模板标记，无法判断是哪个信息资源。请用 --dataset 给出信息资源编号，例如 --dataset resident-id-cards。',
  );
}
