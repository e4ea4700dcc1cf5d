import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { confirmSourceRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource, type SourceRecord, type SourceReceipt } from '../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../../schemas/collection/sources/state-names.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { CronSchedule, SourceKey, SourceMessages } from '../ports.ts';
import { computeNextReconcile, nextInWindow } from '../pull/due-times.ts';
import { originName } from '../pull/submit-delivery.ts';
import { updateWithRetry } from '../update-source.ts';

export type ConfirmSourcePorts = FindSourcePorts &
  Clock & {
    readonly times: CronSchedule;
    readonly messages: Pick<SourceMessages, 'pull'>;
    readonly newReceiptNumber: () => string;
  };

/** Starts a tested source. Refuses `source-state`, `not-tested`, `other-channel-running`, `changed-meanwhile`. */
export async function confirmSource(
  { caller, params, body }: RouteInput<typeof confirmSourceRoute>,
  ports: ConfirmSourcePorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  const { test, declarationVersion } = source;
  if (source.state !== 'registered') return refused('source-state', { state: sourceStateNames[source.state] });
  if (test === undefined || !test.ok || test.declarationVersion !== declarationVersion) return refused('not-tested');
  const otherKey: SourceKey = {
    dataset: params.dataset,
    channel: params.channel === 'interface' ? 'database' : 'interface',
  };
  const other = await ports.sources.read(otherKey);
  if (other?.state === 'running' || other?.state === 'paused') return refused('other-channel-running');

  const at = ports.now();
  const receipt: SourceReceipt = {
    number: ports.newReceiptNumber(),
    at,
    by: caller.subject,
    declarationVersion,
    rows: test.rows,
    ...receiptTexts(source, version, test.rows),
    ...definedOnly({ comment: body.comment }),
  };
  const nextReconcileAt = computeNextReconcile(source.timetable, { key: params, after: at }, ports.times);
  const confirmed = await updateWithRetry(
    source,
    { kind: 'confirmed', by: caller.subject, at },
    (current) =>
      current.state === 'registered' && current.declarationVersion === declarationVersion
        ? {
            state: 'running',
            receipt,
            nextRunAt: nextInWindow(source.timetable, at),
            dueAt: at,
            ...(nextReconcileAt === null ? {} : { nextReconcileAt }),
          }
        : null,
    ports.sources,
  );
  if (confirmed === null) return refused('changed-meanwhile');
  // Both channels were confirmed concurrently: undo this one.
  if ((await ports.sources.read(otherKey))?.state === 'running') {
    await updateWithRetry(
      confirmed,
      { kind: 'returned', by: caller.subject, at, reason: '两种归集方式同时确认' },
      ({ state }) => (state === 'running' ? { state: 'registered', receipt: null, nextRunAt: null } : null),
      ports.sources,
    );
    return refused('other-channel-running');
  }
  await ports.messages.pull(params);
  return toSource(confirmed);
}

function receiptTexts(
  source: SourceRecord,
  version: DatasetVersion,
  rows: number,
): Pick<SourceReceipt, 'toProvider' | 'toCentre'> {
  const dataset = `“${version.content.metadata.name}”（目录第 ${version.version} 版）`;
  const subject = `${dataset}，${sourceChannelNames[source.channel]}“${originName(source, version)}”`;
  return {
    toProvider:
      `确认数据推送成功：市政府信息中心已读取贵单位的${subject}，` +
      `首页 ${rows} 行与目录信息项对应无误，平台将按时间表自动读取。`,
    toCentre: `确认数据获取成功：已读取${subject}，首页 ${rows} 行与目录信息项对应无误，数据源开始按时间表运行。`,
  };
}
