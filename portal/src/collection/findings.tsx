import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { listFindingsRoute } from '../../../schemas/collection/routes.ts';
import { routeKey, useApi } from '../shared/api/use-api.ts';
import { formatNumber } from '../shared/format-number.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';

const severityTag = (severity: Finding['severity']) => (
  <StateTag tone={severity === 'error' ? 'bad' : 'waiting'}>{severity === 'error' ? '错误' : '提醒'}</StateTag>
);

const kindColumns: readonly Column<FindingKind>[] = [
  { title: '信息项', cell: ({ label }) => label ?? '整个文件' },
  { title: '问题', cell: ({ code }) => titleOf(code) },
  { title: '程度', isMinor: true, cell: ({ severity }) => severityTag(severity) },
  { title: '处数', isNumber: true, cell: ({ count }) => `${formatNumber(count)} 处` },
  { title: '最先出现的行', isMinor: true, cell: ({ rows }) => (rows.length === 0 ? '—' : rows.join('、')) },
];

const findingColumns: readonly Column<Finding>[] = [
  { title: '位置', cell: (finding) => <span className="place">{placeOf(finding)}</span> },
  { title: '信息项', cell: ({ label }) => label ?? '—' },
  { title: '程度', cell: ({ severity }) => severityTag(severity), isMinor: true },
  { title: '问题', cell: ({ detail }) => detail },
];

const titles = new Map(Object.entries(findingPhrases).map(([code, { title }]) => [code, title]));
const titleOf = (code: string): string => titles.get(code) ?? code;

function placeOf({ row, column, sheet, page }: Finding): string {
  const cell = row === undefined ? '' : `${column ?? ''}${row}`;
  return [sheet, page === undefined ? undefined : `第 ${page} 页`, cell]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** The most frequent first; the rest are among the single ones. */
const maxKinds = 12;

/** Lists findings by column and kind, then one by one with the cell's address. Values are personal data: never shown. */
export function Findings({ delivery }: { readonly delivery: DeliveryReceipt }) {
  const [isOpen, setOpen] = useState(false);
  const total = (delivery.rowCounts?.errors ?? 0) + (delivery.rowCounts?.warnings ?? 0);
  if (total === 0 && (delivery.findingKinds ?? []).length === 0) return null;
  return (
    <section className="panel">
      <h2>问题</h2>
      {delivery.findingKinds !== undefined && delivery.findingKinds.length > 0 && (
        <Listing
          caption="按信息项和种类汇总"
          columns={kindColumns}
          rows={delivery.findingKinds.slice(0, maxKinds)}
          rowKey={({ field, code, severity }) => `${field ?? ''} ${code} ${severity}`}
        />
      )}
      <p>
        <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? '收起逐条问题' : '展开逐条问题'}
        </Button>
      </p>
      {isOpen && <FindingList delivery={delivery.id} />}
    </section>
  );
}

function FindingList({ delivery }: { readonly delivery: string }) {
  const api = useApi();
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: [...routeKey(listFindingsRoute, { delivery }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.call(
        listFindingsRoute,
        { params: { delivery }, query: { limit: '100', ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: ({ next }) => next,
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {error !== null && <ProblemNotice error={error} retry={() => void refetch()} />}
      {items.length > 0 && (
        <Listing
          caption="逐条问题"
          columns={findingColumns}
          rows={items}
          rowKey={(finding) => `${placeOf(finding)} ${finding.code} ${finding.field ?? ''}`}
        />
      )}
      {data?.pages.some(({ truncated }) => truncated) === true && (
        <p className="soft">问题太多，只列出前面的部分。请先改正这些，再次报送后会列出其余的。</p>
      )}
      {hasNextPage && (
        <Button loading={isFetching} onClick={() => void fetchNextPage()}>
          再列 100 条
        </Button>
      )}
    </>
  );
}
