import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { Coverage } from '../../../schemas/certificates/coverage.ts';
import {
  listQuarantineRoute,
  type QuarantineEntry,
  retryQuarantineRoute,
} from '../../../schemas/certificates/quarantine-routes.ts';
import { listCoverageRoute, readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { useAction, useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { formatNumber } from '../shared/format-number.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { Moment } from '../shared/moment.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { SourceLink } from './source-link.tsx';

type Reason = Coverage['total']['failed']['reasons'][number];
type Paused = z.output<typeof QuarantineEntry>;

const reasonColumns: readonly Column<Reason>[] = [
  { title: '原因和处理办法', cell: ({ detail }) => detail },
  {
    title: '照面数据',
    isNumber: true,
    cell: ({ rows }) => `${formatNumber(rows)} 条`,
  },
];

const pausedColumns: readonly Column<Paused>[] = [
  { title: '来源', cell: ({ source }) => (source === undefined ? '没有查到来源行' : <SourceLink {...source} />) },
  { title: '原因和处理办法', cell: ({ reason }) => reason.detail },
  {
    title: '已试',
    isNumber: true,
    isMinor: true,
    cell: ({ attempts }) => `${attempts} 次`,
  },
  { title: '最近一次', cell: ({ at }) => <Moment iso={at} /> },
];

/** What could not be issued, why, and what to mend in the face data; the rows that are paused one by one. */
export function NotIssuedTab({ coverage: { type, total } }: { readonly coverage: Coverage }) {
  const seesRows = hasRole(useCaller(), ['provider', 'operator']);
  const { rows, reasons } = total.failed;
  return (
    <>
      {rows === 0 ? (
        <EmptyState title="没有未能制证的照面数据">
          <p>照面数据不能制成证照时，原因和改正办法列在这里。</p>
        </EmptyState>
      ) : (
        <section className="panel">
          <h2>未成功的 {formatNumber(rows)} 条</h2>
          <p>
            请在部门的业务系统中改正，再报送
            <Link to={`/datasets/${type}`}>照面数据</Link>
            ；入库后平台自动重新制证。
          </p>
          <Listing caption="未成功的原因" columns={reasonColumns} rows={reasons} rowKey={({ code }) => code} />
        </section>
      )}
      {seesRows && <PausedRows type={type} />}
    </>
  );
}

/** Shown when there are any: issuing has tried each several times. */
function PausedRows({ type }: { readonly type: string }) {
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const list = useRoute(listQuarantineRoute, {
    params: { type },
    query: { limit: '50', ...(cursor === null ? {} : { cursor }) },
  });
  return (
    <QueryView query={list} what="已暂停处理的照面数据">
      {({ items, next }) =>
        items.length === 0 ? null : (
          <section className="panel">
            <h2>多次未能制证、已暂停处理的照面数据</h2>
            <Listing
              caption="已暂停处理的照面数据"
              columns={pausedColumns}
              rows={items}
              rowKey={({ record }) => record}
            />
            <Pager next={next} />
            <RetryButton type={type} />
          </section>
        )
      }
    </QueryView>
  );
}

/** The centre's: departments start again by delivering the row mended. */
function RetryButton({ type }: { readonly type: string }) {
  const retry = useAction(retryQuarantineRoute, {
    refreshes: [listQuarantineRoute, readCoverageRoute, listCoverageRoute],
  });
  if (!hasRole(useCaller(), ['operator'])) return null;
  return (
    <>
      <div className="actions">
        <Button loading={retry.isPending} onClick={() => retry.send({ params: { type } })}>
          重新制证
        </Button>
        <span className="soft">一次最多 1,000 条；仍未成功的留在清单中。</span>
      </div>
      {retry.data !== undefined && (
        <output className="said">已开始对 {formatNumber(retry.data.records)} 条照面数据重新制证。</output>
      )}
      {retry.error !== null && <ProblemNotice error={retry.error} />}
    </>
  );
}
