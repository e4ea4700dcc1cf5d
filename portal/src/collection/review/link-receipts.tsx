import type { LinkState } from '../../../../schemas/collection/link.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';

type LinkReceiptsProps = {
  readonly receipt: NonNullable<LinkState['receipt']>;
  readonly actors: readonly Actor[];
  readonly name: string;
  readonly provider: string;
  readonly channel: LinkState['channel'];
};

/** The receipts of both sides, as the notice wants them: data pushed (部门), data obtained (信息中心). */
export function LinkReceipts({ receipt, actors, name, provider, channel }: LinkReceiptsProps) {
  const records = formatNumber(receipt.records);
  const facts = [
    ['回执编号', receipt.number],
    ['验收时间', <Moment key="at" iso={receipt.confirmedAt} />],
    ['验收人', nameActor(actors, receipt.confirmedBy)],
    ['说明', receipt.comment],
  ] as const;
  return (
    <div className="receipts">
      <section className="panel">
        <h2>提供部门回执：确认数据推送成功</h2>
        <p>
          {provider}：贵单位提供的“{name}”已通过{channelNames[channel]}推送成功，入库 {records} 条，挂接验收通过。
        </p>
        <Facts facts={facts} />
      </section>
      <section className="panel">
        <h2>信息中心回执：确认数据获取成功</h2>
        <p>
          已通过{channelNames[channel]}获取{provider}提供的“{name}”，入库 {records} 条，数据已向有权使用的部门公开。
        </p>
        <Facts facts={facts} />
      </section>
    </div>
  );
}
