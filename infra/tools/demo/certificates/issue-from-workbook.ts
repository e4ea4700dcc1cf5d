import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Coverage } from '../../../../schemas/certificates/coverage.ts';
import { readCoverageRoute } from '../../../../schemas/certificates/type-routes.ts';
import { DeliveryReceipt } from '../../../../schemas/collection/delivery.ts';
import { confirmLinkRoute } from '../../../../schemas/collection/routes.ts';
import { readDatasetStateRoute } from '../../../../schemas/records/routes.ts';
import type { ApiUser } from '../api-user.ts';
import { commandLine } from '../command-line.ts';
import type { DemoSettings } from '../demo-command.ts';
import { runAndReport } from '../demo-context.ts';
import { fillTemplate } from '../fill-template.ts';
import type { DemoType } from './demo-types.ts';

type IssueSettings = DemoSettings & {
  readonly demoType: DemoType;
  readonly issuer: ApiUser;
  readonly operator: ApiUser;
};

const timeoutMs = 120_000;
const pollIntervalMs = 300;

/** Uploads a workbook and waits at most `timeoutMs` until all certificates are issued. */
export async function issueFromWorkbook(settings: IssueSettings): Promise<void> {
  await uploadWorkbook(settings);
  await confirmIfOnTrial(settings);
  await assertAllIssued(settings);
}

async function uploadWorkbook({ url, folder, reporter, demoType, issuer }: IssueSettings): Promise<void> {
  const { type, content, rows } = demoType;
  const guiji = commandLine(url, issuer, folder);
  const [template, filled] = [`${type.type}-模板.xlsx`, `${type.type}.xlsx`];
  await runAndReport(reporter, guiji, 'template', type.type, '--out', template);
  await fillTemplate(join(folder, template), content, rows, join(folder, filled));
  const upload = ['upload', filled, '--dataset', type.type, '--mode', 'full', '--json'];
  const { stdout } = await runAndReport(reporter, guiji, ...upload);
  const { id, status, rowCounts } = DeliveryReceipt.parse(JSON.parse(stdout));
  const counts = { read: 0, new: 0, changed: 0, unchanged: 0, rejected: 0, ...rowCounts };
  reporter.received(
    `批次 ${id}：读取 ${counts.read} 行，新增 ${counts.new}，变更 ${counts.changed}，` +
      `未变 ${counts.unchanged}，退回 ${counts.rejected}`,
  );
  reporter.assertEqual(
    '照面数据已公开，没有退回',
    [status, rowCounts?.read, rowCounts?.rejected],
    ['published', rows.length, 0],
  );
}

/** Certificates are issued only after the confirmation. */
async function confirmIfOnTrial({ reporter, demoType: { type }, operator }: IssueSettings): Promise<void> {
  const { links } = await operator.api.call(readDatasetStateRoute, { params: { dataset: type.type } });
  if (!links.some(({ channel, state }) => channel === 'excel' && state === 'on-trial')) return;
  reporter.sent(`POST /api/v1/datasets/${type.type}/link　信息中心验收：验收之后才制证`);
  const { receipt } = await operator.api.call(confirmLinkRoute, {
    params: { dataset: type.type },
    body: { channel: 'excel', comment: '演示：核对无误。' },
  });
  reporter.received(`回执 ${receipt?.number ?? ''}`);
}

async function assertAllIssued({ reporter, demoType: { type, rows }, issuer }: IssueSettings): Promise<void> {
  reporter.sent(`GET /api/v1/certificate-types/${type.type}/coverage　直到每一行都已制证`);
  const { total, faceData } = await pollCoverage(issuer, type.type, rows.length);
  reporter.received(
    `照面数据 ${total.rows} 行：已制证 ${total.issued}，未成功 ${total.failed.rows}，` +
      `待制证 ${total.outstanding.rows}；与归集数据相差 ${faceData.difference}`,
  );
  reporter.assertEqual(
    '每一行都有证照，账目相符',
    [total.rows, total.issued, total.failed.rows, total.outstanding.rows, faceData.difference],
    [rows.length, rows.length, 0, 0, 0],
  );
}

async function pollCoverage(issuer: ApiUser, type: string, rows: number): Promise<Coverage> {
  for (const begun = Date.now(); ;) {
    const coverage = await issuer.api.call(readCoverageRoute, { params: { type } });
    if (coverage.total.issued + coverage.total.failed.rows >= rows || Date.now() - begun > timeoutMs) return coverage;
    await delay(pollIntervalMs);
  }
}
