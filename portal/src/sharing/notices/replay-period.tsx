import { Button } from 'antd';
import { useState } from 'react';
import {
  listDispatchesRoute,
  maxReplayed,
  maxReplayedDays,
  replayDispatchesRoute,
} from '../../../../schemas/sharing/dispatch-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DayFilter } from '../../shared/listing/filters.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

/** Sends again what went by webhook in some days, after a receiver has lost it. */
export function ReplayPeriod() {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const replay = useAction(replayDispatchesRoute, { refreshes: [listDispatchesRoute] });
  return (
    <details className="panel">
      <summary>重发一段时间的推送</summary>
      <p>
        接收系统丢了消息时用。一次不超过 {maxReplayedDays} 天、{maxReplayed} 条，最近的先发；正在等待发送的不重复。
      </p>
      <div className="filters">
        <DayFilter label="从" value={from} choose={setFrom} />
        <DayFilter label="到" value={to} choose={setTo} />
        <Button
          disabled={from === '' || to === ''}
          loading={replay.isPending}
          onClick={() => replay.send({ body: { from, to } })}
        >
          再次推送
        </Button>
      </div>
      {replay.error !== null && <ProblemNotice error={replay.error} />}
      {replay.data !== undefined && (
        <output className="said">
          有 {replay.data.replayed} 条推送将在一分钟内再次发出。
          {replay.data.hasMore && '这段时间还有更早的，请在这些发出以后再办理一次。'}
        </output>
      )}
    </details>
  );
}
