import { Link, useParams } from 'react-router';
import { maskNames } from '../../../../schemas/catalogue/labels.ts';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { DayUsage, GrantView } from '../../../../schemas/sharing/grant-use.ts';
import type { Quota } from '../../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { readGrantRoute, readGrantUsageRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { GrantQuery } from './grant-query.tsx';
import { grantStatusNames, grantTones } from './grant-words.ts';

/** One grant: what may be used and how, what was used of it, and a query to try it. */
export default function GrantPage() {
  const { grant = '' } = useParams();
  const read = useRoute(readGrantRoute, { params: { grant } });
  return (
    <>
      {read.data === undefined && <PageHeader title="数据授权" crumbs={crumbs} />}
      <QueryView query={read} what="数据授权">
        {({ grant: found }) => <WithDataset grant={found} />}
      </QueryView>
    </>
  );
}

const crumbs = [{ title: '数据授权', to: '/grants' }];

function WithDataset({ grant }: { readonly grant: GrantView }) {
  const read = useRoute(readDatasetRoute, { params: { dataset: grant.dataset } });
  return (
    <QueryView query={read} what="信息资源">
      {(view) => <Content grant={grant} view={view} />}
    </QueryView>
  );
}

type Props = { readonly grant: GrantView; readonly view: DatasetVersionView };
type FieldRow = { readonly key: string; readonly label: string; readonly mask: string };

const fieldColumns: readonly Column<FieldRow>[] = [
  { title: '信息项', cell: ({ label }) => <b>{label}</b> },
  { title: '字段', cell: ({ key }) => <code>{key}</code>, isMinor: true },
  { title: '怎样给出', cell: ({ mask }) => mask },
];

function Content({ grant, view }: Props) {
  const { id, provider, consumer, purpose, legalBasis, matter, ways, from, until, status, filters, fields } = grant;
  const { nameOf } = useDepartments();
  const caller = useCaller();
  const labels = new Map(view.content.fields.map(({ key, label }) => [key, label]));
  const rows = fields.map(({ field, mask }) => ({
    key: field,
    label: labels.get(field) ?? field,
    mask: mask === 'none' ? '给出原值' : `脱敏：${maskNames[mask]}`,
  }));
  const mayTry = status === 'in-force' && caller.department.id === consumer && ways.includes('query');
  return (
    <>
      <PageHeader
        title={`使用“${view.content.metadata.name}”的授权`}
        crumbs={crumbs}
        state={<StateTag tone={grantTones[status]}>{grantStatusNames[status]}</StateTag>}
      >
        {nameOf(provider)}授权{nameOf(consumer)}使用，{formatDay(from)}至{formatDay(until)}。
      </PageHeader>
      <Meter grant={id} />
      {mayTry && <GrantQuery grant={grant} view={view} />}
      <section className="panel">
        <h2>授权内容</h2>
        <Facts
          facts={[
            ['授权编号', id],
            ['用途', purpose],
            ['依据', legalBasis],
            ['办理事项', matter],
            ['使用方式', ways.map((way) => sharingWayNames[way]).join('、')],
            [
              '只能看哪些记录',
              filters.length === 0
                ? '全部记录'
                : filters
                    .map(({ field, values }) => `${labels.get(field) ?? field}为${values.join('或')}`)
                    .join('，并且'),
            ],
            [
              '申请',
              <Link key="application" to={`/applications/${id}`}>
                查看申请和办理经过
              </Link>,
            ],
          ]}
        />
        <Listing caption="授权的信息项" columns={fieldColumns} rows={rows} rowKey={({ key }) => key} />
      </section>
    </>
  );
}

const dayColumns: readonly Column<DayUsage>[] = [
  { title: '日期', cell: ({ day }) => formatDay(day) },
  { title: '调用', cell: ({ calls }) => formatNumber(calls), isNumber: true },
  { title: '记录', cell: ({ rows }) => formatNumber(rows), isNumber: true },
  { title: '主体', cell: ({ subjects }) => formatNumber(subjects), isNumber: true },
];

/** Both parties see the same numbers. */
function Meter({ grant }: { readonly grant: string }) {
  const read = useRoute(readGrantUsageRoute, { params: { grant } });
  return (
    <section className="panel">
      <h2>用量</h2>
      <QueryView query={read} what="用量">
        {({ quota, today, days }) => (
          <>
            <Facts facts={metersOf(quota, today)} />
            {days.length > 0 && (
              <Listing caption="最近 30 天的用量" columns={dayColumns} rows={days} rowKey={({ day }) => day} />
            )}
            <p className="soft">
              每次给出应答的调用计一次，给出几条计几条，同一个个人或单位一天只计一次；被拒绝的调用不计。
            </p>
          </>
        )}
      </QueryView>
    </section>
  );
}

const ofLimit = (used: number, limit: number): string => `${formatNumber(used)}，上限 ${formatNumber(limit)}`;

function metersOf(quota: Quota, { calls, rows, subjects }: DayUsage) {
  return [
    ['今天调用次数', ofLimit(calls, quota.calls)],
    ['今天取得的记录', ofLimit(rows, quota.rows)],
    ['今天涉及的个人或单位', ofLimit(subjects, quota.subjects)],
  ] as const;
}
