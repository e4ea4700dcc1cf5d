import type { ApiClient } from '../../../lib/adapters/api/api-client.ts';
import { dayInShanghai } from '../../../lib/kernel/instant.ts';
import { DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import { approveDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { readDatasetStateRoute } from '../../../schemas/records/routes.ts';
import { formatCount } from './amounts.ts';
import { openApiUser } from './api-user.ts';
import { commandLine, type Outcome } from './command-line.ts';
import type { DemoSettings } from './demo-command.ts';
import { demoData, demoDataset, type DemoData } from './demo-data.ts';
import type { Reporter } from './reporter.ts';

export type DemoContext = DemoSettings & {
  readonly data: DemoData;
  readonly provider: ApiClient;
  readonly operator: ApiClient;
  readonly guiji: (...words: readonly string[]) => Promise<Outcome>;
};

/** Reads the state of the system and makes data that continue it. */
export async function openDemoContext(settings: DemoSettings): Promise<DemoContext> {
  const { url, folder, reporter } = settings;
  const operator = openApiUser(url, 'information-center-system');
  const { publications } = await operator.api.call(readDatasetStateRoute, { params: { dataset: demoDataset } });
  const data = demoData(publications[0]?.number ?? 0, dayInShanghai(new Date().toISOString()));
  const provider = openApiUser(url, `${data.content.metadata.provider}-system`);
  const guiji = commandLine(url, provider, folder);
  reporter.step(
    `准备：${data.content.metadata.name}（${data.dataset}），${formatCount(data.valid.length)} 行，其中放入 ${data.faults.length} 处已知的错误和可疑之处`,
  );
  reporter.received(`系统 ${url}，报送账号 ${provider.id}；人员和号码均为合成。`);
  reporter.received(
    `已有发布 ${publications[0]?.number ?? 0} 次。放入的问题共 ${new Set(data.faults.map(({ code }) => code)).size} 种，其中 ${data.rejected.length} 处是错误，${data.faults.length - data.rejected.length} 处是提醒。`,
  );
  return { ...settings, data, provider: provider.api, operator: operator.api, guiji };
}

/** Delivers by the command line and waits, with the options `files`; the centre approves a delivery that loses many rows. */
export async function upload(
  { reporter, data, guiji, operator }: DemoContext,
  path: string,
  mode: 'full' | 'increment',
  files: readonly string[] = [],
): Promise<DeliveryReceipt> {
  const words = ['upload', path, '--dataset', data.dataset, '--mode', mode, '--json', ...files];
  const { stdout, stderr } = await runAndReport(reporter, guiji, ...words);
  reporter.received(stderr);
  let delivery = DeliveryReceipt.parse(JSON.parse(stdout));
  if (delivery.status === 'awaiting-approval') {
    reporter.received(delivery.reason?.detail ?? '');
    reporter.sent('由信息中心放行：演示数据与库中原有的数据不同，确需更换');
    await operator.call(approveDeliveryRoute, {
      params: { delivery: delivery.id },
      body: { reason: '演示数据，确需更换。' },
    });
    const approved = await guiji('receipt', delivery.id, '--wait', '--json', ...files);
    delivery = DeliveryReceipt.parse(JSON.parse(approved.stdout));
  }
  reporter.received((await guiji('receipt', delivery.id)).stdout);
  return delivery;
}

/** Throws for a usage error or a refused workbook. */
export async function runAndReport(
  reporter: Reporter,
  guiji: DemoContext['guiji'],
  ...words: readonly string[]
): Promise<Outcome> {
  reporter.sent(`guiji ${words.map((word) => word.split('/').at(-1) ?? word).join(' ')}`);
  const outcome = await guiji(...words);
  if (outcome.code === 2 || outcome.code === 3 || outcome.code === null || outcome.code > 3)
    throw new Error(outcome.stderr);
  return outcome;
}
