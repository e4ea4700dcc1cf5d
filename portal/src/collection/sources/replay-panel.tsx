import type { ReplayProgress } from '../../../../schemas/collection/sources/replay.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';

const stateNames = { claiming: '正在安排', replaying: '正在检查', finished: '已完成' } as const;

type ReplayPanelProps = { readonly replay: ReplayProgress; readonly actors: readonly Actor[] };

/** How far the newest replay of all rows is, and what came of it. */
export function ReplayPanel({ replay, actors }: ReplayPanelProps) {
  const { state, startedAt, by, reason, replayed, accepted, rejected, reopened } = replay;
  return (
    <section className="panel">
      <h2>
        最近一次重放 <StateTag tone={state === 'finished' ? 'good' : 'running'}>{stateNames[state]}</StateTag>
      </h2>
      <Facts
        facts={[
          [
            '开始',
            <>
              <Moment iso={startedAt} /> {nameActor(actors, by)}
            </>,
          ],
          ['理由', reason],
          ['重放', `${formatNumber(replayed)} 行`],
          ['已接收', `${formatNumber(accepted)} 行`],
          ['仍被退回', `${formatNumber(rejected)} 行`],
          ['恢复待处理', reopened === 0 ? undefined : `${formatNumber(reopened)} 行`],
        ]}
      />
    </section>
  );
}
