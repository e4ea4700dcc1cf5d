import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from '../adapters/api/api-client.ts';
import { downloadFile } from '../adapters/api/download-file.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import { downloadMarkedUpRoute } from '../../schemas/collection/routes.ts';
import { workbookRefusals } from '../../schemas/collection/workbook-refusals.ts';
import type { CommandWorld } from './command.ts';
import { WrongCall } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { receiptText } from './receipt-text.ts';
import { safeFileName } from './safe-file-name.ts';

/** Prints the receipt, as JSON where asked for, and fetches the marked-up workbooks into a folder. Answers the exit code that fits it. */
export async function showReceipt(delivery: Delivery, { json, markedUp }: { readonly json: boolean; readonly markedUp: string | undefined }, api: ApiClient, world: CommandWorld): Promise<number> {
  world.stdout.write(json ? `${JSON.stringify(delivery)}\n` : receiptText(delivery));
  if (markedUp !== undefined) await fetchMarkedUp(delivery, markedUp, api, world);
  return exitCodeOf(delivery);
}

export function exitCodeOf({ status, reason, ledger }: Delivery): number {
  if (status === 'returned' && reason !== undefined && Object.hasOwn(workbookRefusals, reason.code)) return exitCodes.refused;
  return status === 'published' && (ledger?.errors ?? 0) === 0 ? exitCodes.done : exitCodes.findings;
}

async function fetchMarkedUp(delivery: Delivery, folder: string, api: ApiClient, { stderr }: CommandWorld): Promise<void> {
  if (delivery.markedUp !== 'ready') {
    stderr.write(delivery.markedUp === 'pending' ? `批注文件还在生成。请稍后用 guiji receipt ${delivery.id} --marked-up ${folder} 下载。\n` : '这个批次没有批注文件：没有需要批注的问题。\n');
    return;
  }
  await mkdir(folder, { recursive: true }).catch(() => {
    throw new WrongCall(`无法建立文件夹“${folder}”。请检查路径和写入权限。`);
  });
  for (const rows of ['all', 'failed'] as const) {
    if (rows === 'failed' && (delivery.ledger?.rejected ?? 0) === 0) continue;
    const { url, fileName } = await api.call(downloadMarkedUpRoute, { params: { delivery: delivery.id }, query: { rows } });
    const path = join(folder, safeFileName(fileName));
    await downloadFile(url, path);
    stderr.write(`${rows === 'all' ? '批注文件' : '待修改的行'}已保存到 ${path}。\n`);
  }
}
