import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Delivery, DeliveryMode } from '../../../schemas/collection/delivery.ts';
import { createDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { uploadFile } from '../../adapters/api/upload-file.ts';
import { openWorkbook } from '../../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../../adapters/xlsx/raw-workbook.ts';
import { readWorkbookMarks } from '../../collection/ingest/workbook/open-workbook-source.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openFile } from '../open-file.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { deliveryOptions, parseTimeoutSeconds } from '../platform/delivery-options.ts';
import { followDelivery } from '../platform/follow-delivery.ts';
import { showReceipt } from '../platform/show-receipt.ts';
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
  const { api } = openConnection(values.url, context);
  const dataset = values.dataset === undefined ? await readMarkedDataset(path) : parseDatasetId(values.dataset);
  const file = await stat(path).catch(() => null);
  if (file?.isFile() !== true) throw new UsageError(`无法打开文件“${path}”：文件不存在，请检查路径和文件名。`);
  if (file.size === 0) throw new UsageError(`文件“${path}”是空的。请确认已在 Excel 或 WPS 中保存并关闭该文件。`);

  const { delivery, upload } = await api.call(createDeliveryRoute, {
    params: { dataset },
    body: { mode, fileName: basename(path), size: file.size },
  });
  context.stderr.write(`已登记报送批次 ${delivery.id}，正在上传 ${basename(path)}（${formatSize(file.size)}）。\n`);
  const progress = uploadProgress(context.stderr, file.size);
  await uploadFile(upload, { path, size: file.size }, progress.show).finally(progress.end);
  const waits = values.wait === true || values.annotated !== undefined || values.json === true;
  if (!waits) {
    context.stdout.write(`上传完成，系统正在检查入库。请用 guiji receipt ${delivery.id} 查看回执。\n`);
    return exitCodes.done;
  }
  const printStatus = ({ status }: Delivery) => {
    if (status !== 'awaiting-upload') context.stderr.write(`${statusNames[status]}\n`);
  };
  const settled = await followDelivery(delivery.id, api, printStatus, seconds);
  return await showReceipt(settled, { json: values.json === true, annotated: values.annotated }, api, context);
};

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
