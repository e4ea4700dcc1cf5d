import { explainOmissions } from '../../../schemas/collection/omitted-content.ts';
import type { downloadAnnotatedRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Auditing } from '../../../schemas/sharing/data-use.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, DeliveryRepository } from '../ports.ts';
import { annotatedKey } from '../staging.ts';
import { whyNotAnnotated } from './why-not-annotated.ts';

export type DownloadAnnotatedPorts = Clock &
  Auditing & {
    readonly deliveries: Pick<DeliveryRepository, 'read'>;
    /** `null` when there is no object. */
    readonly presignDownload: (key: string, fileName: string, seconds: number) => Promise<string | null>;
  };

const downloadSeconds = 5 * 60;
const suffixes = { all: '批注', failed: '待修改' } as const;

/**
 * Returns a URL, valid for five minutes, and what the workbook leaves out; leaves an audit entry.
 * The officer's file name stays out of the URL: it may name a person.
 */
export async function downloadAnnotated(
  { caller, params, query, requestId }: RouteInput<typeof downloadAnnotatedRoute>,
  ports: DownloadAnnotatedPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  const missing = whyNotAnnotated(delivery);
  if (missing !== null) return refused(missing);
  const notice = explainOmissions(delivery.omitted ?? []);
  const fileName = delivery.fileName.replace(/\.xlsx$/i, `（${suffixes[query.rows]}）.xlsx`);
  const url = await ports.presignDownload(
    annotatedKey(delivery.id, query.rows),
    `${delivery.dataset}-${delivery.id}（${suffixes[query.rows]}）.xlsx`,
    downloadSeconds,
  );
  if (url === null) return refused('no-annotated-workbook');
  await ports.recordUse({
    caller,
    requestId,
    operation: 'download-annotated',
    dataset: delivery.dataset,
    provider: delivery.department,
    results: delivery.rowCounts?.[query.rows === 'all' ? 'read' : 'rejected'] ?? 0,
  });
  return {
    url,
    fileName,
    expiresAt: secondsAfter(ports.now(), downloadSeconds),
    ...(query.rows === 'all' && notice !== '' ? { notice } : {}),
  };
}
