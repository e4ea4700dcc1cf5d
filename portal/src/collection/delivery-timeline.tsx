import type { DeliveryDecision, DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { Timeline, type TimelineEntry } from '../shared/timeline.tsx';

const decisionNames = { approved: '放行', discarded: '作废', retried: '重新处理' } as const satisfies Record<
  DeliveryDecision['kind'],
  string
>;

/** From the registration to what became of it after its publication. */
export function DeliveryTimeline({ delivery }: { readonly delivery: DeliveryReceipt }) {
  const { createdAt, createdBy, receivedAt, finishedAt, status, decisions, outcome, actors } = delivery;
  const entries: readonly TimelineEntry[] = [
    { key: 'created', at: createdAt, what: '登记报送', by: nameActor(actors, createdBy) },
    ...(receivedAt === undefined ? [] : [{ key: 'received', at: receivedAt, what: '收到文件' }]),
    ...decisions.map(({ kind, at, by, reason }) => ({
      key: `${kind}${at}`,
      at,
      what: decisionNames[kind],
      by: nameActor(actors, by),
      why: reason,
    })),
    ...(finishedAt === undefined ? [] : [{ key: 'finished', at: finishedAt, what: statusNames[status] }]),
    ...(outcome === undefined || outcome.state === 'newest'
      ? []
      : [
          {
            key: 'outcome',
            at: outcome.at,
            what: outcome.state === 'followed' ? '后来又有新的报送入库' : '已回退，数据不再公开',
            by: nameActor(actors, outcome.by),
            why: outcome.reason,
          },
        ]),
  ];
  return <Timeline entries={[...entries].sort((one, other) => one.at.localeCompare(other.at))} />;
}
