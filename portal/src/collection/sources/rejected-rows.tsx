import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { RejectedRow } from '../../../../schemas/collection/sources/rejected-row.ts';
import {
  listRejectedRowsRoute,
  readSourceRoute,
  replayRejectedRowsRoute,
  type SourceView,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { DecisionDialog } from '../../shared/decision-dialog.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { RepairRow } from './repair-row.tsx';
import { ReplayPanel } from './replay-panel.tsx';

type RejectedRowsProps = { readonly source: SourceView; readonly fields: readonly Field[] };

const placeOf = ({ page, row }: RejectedRow): string =>
  row === undefined ? `第 ${page} 页` : `第 ${page} 页第 ${row} 行`;

function toColumns(fields: readonly Field[], open: (id: string) => void): readonly Column<RejectedRow>[] {
  const labels = new Map(fields.map(({ key, label }) => [key, label]));
  return [
    { title: '位置', cell: placeOf },
    { title: '信息项', cell: ({ field }) => (field === undefined ? '—' : (labels.get(field) ?? field)) },
    { title: '问题', cell: ({ detail }) => detail },
    { title: '次数', cell: ({ attempts }) => formatNumber(attempts), isNumber: true, isMinor: true },
    { title: '最近一次', cell: ({ at }) => <Moment iso={at} />, isMinor: true },
    {
      title: '办理',
      cell: ({ id, kind }) => (
        <button type="button" className="link-button" onClick={() => open(id)}>
          {kind === 'row' ? '查看并改正' : '查看内容'}
        </button>
      ),
    },
  ];
}

/** Rows that the checks refused and that wait: to be mended here, or replayed after the source was mended. */
export function RejectedRows({ source, fields }: RejectedRowsProps) {
  const [search, setSearch] = useSearchParams();
  const { dataset, channel, rejectedRowCount = 0, replay, actors } = source;
  const rows = useRoute(
    listRejectedRowsRoute,
    { params: { dataset, channel }, query: { cursor: search.get('cursor') ?? undefined } },
    { pollMs: 15_000 },
  );
  const open = (id: string | undefined): void => {
    const next = new URLSearchParams(search);
    if (id === undefined) next.delete('row');
    else next.set('row', id);
    setSearch(next);
  };
  const columns = toColumns(fields, open);
  const opened = search.get('row') ?? undefined;
  return (
    <>
      {replay !== undefined && <ReplayPanel replay={replay} actors={actors} />}
      {opened !== undefined && (
        <RepairRow key={opened} source={source} fields={fields} id={opened} close={() => open(undefined)} />
      )}
      <QueryView query={rows} what="退回行">
        {({ items, next }) =>
          items.length === 0 ? (
            <EmptyState title="没有待处理的退回行">
              <p>读取时不符合目录要求的行会列在这里，其余行不受影响。在这里改正，或在业务系统中改正后等下次读取。</p>
            </EmptyState>
          ) : (
            <>
              <ReplayAll source={source} waiting={rejectedRowCount} />
              <Listing caption="退回行" columns={columns} rows={items} rowKey={({ id }) => id} />
              <Pager next={next} />
            </>
          )
        }
      </QueryView>
    </>
  );
}

function ReplayAll({ source: { dataset, channel }, waiting }: { readonly source: Source; readonly waiting: number }) {
  const [isOpen, setOpen] = useState(false);
  const { act } = useAction(replayRejectedRowsRoute, { refreshes: [listRejectedRowsRoute, readSourceRoute] });
  return (
    <div className="actions" style={{ marginBottom: 16 }}>
      <Button onClick={() => setOpen(true)}>重放全部退回行</Button>
      <DecisionDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        thing={`source ${dataset} ${channel}`}
        title="重放全部退回行"
        verb="重放"
        consequence={`待处理的 ${formatNumber(waiting)} 条退回行将按现在的目录和代码表重新检查：合格的公开，不合格的仍留在这里。在后台进行，这一页显示进度。`}
        decide={(reason) => act({ params: { dataset, channel }, body: { reason } })}
      />
    </div>
  );
}
