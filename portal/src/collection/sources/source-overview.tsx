import { Link } from 'react-router';
import {
  describeReconcileOf,
  describeTimesOf,
  describeWindowOf,
} from '../../../../schemas/collection/sources/rhythm.ts';
import type { SourceView } from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Moment } from '../../shared/moment.tsx';
import { SourceReceipts } from './source-receipts.tsx';
import { acknowledgementNames, purposeNames } from './source-words.ts';

/** What the last runs brought, what comes next, and the receipts. */
export function SourceOverview({ source }: { readonly source: SourceView }) {
  const { health, state, nextRunAt, nextReconcileAt, timetable, receipt, actors } = source;
  const { lastSuccess, lastFailure, waitingFor, lastReconciled } = health;
  return (
    <>
      <section className="panel">
        <h2>最近的读取</h2>
        {waitingFor !== undefined && (
          <p>
            有一批数据等待处理：<Link to={`/deliveries/${waitingFor.delivery}`}>打开这次报送</Link>。
          </p>
        )}
        <Facts
          facts={[
            ['最近成功', lastSuccess === undefined ? '还没有' : <LastSuccess key="s" lastSuccess={lastSuccess} />],
            ['最近失败', lastFailure === undefined ? undefined : <LastFailure key="f" lastFailure={lastFailure} />],
            ['回写', acknowledgementNames[health.acknowledgement]],
            ['回写未完成', health.acknowledgementFault?.detail],
            ['最近核对', lastReconciled === undefined ? undefined : <LastReconciled key="r" found={lastReconciled} />],
          ]}
        />
      </section>
      <section className="panel">
        <h2>时间表</h2>
        <Facts
          facts={[
            ['读取', describeTimesOf(timetable)],
            ['时段', describeWindowOf(timetable)],
            [
              '下次读取',
              state === 'running' && nextRunAt !== undefined ? <Moment key="n" iso={nextRunAt} /> : undefined,
            ],
            ['完整核对', describeReconcileOf(timetable)],
            [
              '下次核对',
              state === 'running' && nextReconcileAt !== undefined ? (
                <Moment key="c" iso={nextReconcileAt} />
              ) : undefined,
            ],
          ]}
        />
      </section>
      {receipt !== undefined && <SourceReceipts receipt={receipt} actors={actors} />}
    </>
  );
}

function LastSuccess({ lastSuccess }: { readonly lastSuccess: NonNullable<Source['health']['lastSuccess']> }) {
  const { at, purpose, rows, pages, changed, removed, rejected, delivery } = lastSuccess;
  return (
    <>
      <Moment iso={at} />（{purposeNames[purpose]}）：{formatNumber(rows)} 行、{formatNumber(pages)} 页，新增和变更{' '}
      {formatNumber(changed)} 条，移除 {formatNumber(removed)} 条，退回 {formatNumber(rejected)} 行
      {delivery !== undefined && (
        <>
          {' '}
          <Link to={`/deliveries/${delivery}`}>打开这次报送</Link>
        </>
      )}
    </>
  );
}

function LastFailure({ lastFailure }: { readonly lastFailure: NonNullable<Source['health']['lastFailure']> }) {
  return (
    <>
      <Moment iso={lastFailure.at} />：{lastFailure.detail}
      {lastFailure.page !== undefined && `（第 ${lastFailure.page} 页）`}
    </>
  );
}

function LastReconciled({ found }: { readonly found: NonNullable<Source['health']['lastReconciled']> }) {
  const { at, rows, records, missing, differing, extra } = found;
  return (
    <>
      <Moment iso={at} />
      ：来源 {formatNumber(rows)} 行，平台 {formatNumber(records)} 条；缺少 {formatNumber(missing)} 条、不一致{' '}
      {formatNumber(differing)} 条、多出 {formatNumber(extra)} 条，均已按来源改正
    </>
  );
}
