import { Link, useParams } from 'react-router';
import { maskNames } from '../../../../schemas/catalogue/labels.ts';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { CatalogueStanding, DayUsage, GrantView } from '../../../../schemas/sharing/grant-use.ts';
import type { Quota } from '../../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { readGrantRoute, readGrantUsageRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { CertificateSearch } from '../../shared/certificate-search.tsx';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { RowFilterWords } from '../row-filters.tsx';
import { certificateName, targetName } from '../target-name.ts';
import { DocumentButton } from './document-button.tsx';
import { GrantConnection } from './grant-connection.tsx';
import { GrantFiles } from './grant-files.tsx';
import { GrantProof } from './grant-proof.tsx';
import { GrantQuery } from './grant-query.tsx';
import { daysLeftWords, grantStatusNames, grantTones, soonDays } from './grant-words.ts';

/** One grant: what may be used and how, what was used of it, and a query to try it. */
export default function GrantPage() {
  const { grant = '' } = useParams();
  const read = useRoute(readGrantRoute, { params: { grant } });
  return (
    <>
      {read.data === undefined && <PageHeader title="数据授权" crumbs={crumbs} />}
      <QueryView query={read} what="数据授权">
        {({ grant: found, catalogue }) => <WithDataset grant={found} catalogue={catalogue} />}
      </QueryView>
    </>
  );
}

const crumbs = [{ title: '数据授权', to: '/grants' }];

type GrantProps = { readonly grant: GrantView; readonly catalogue: CatalogueStanding };

function WithDataset({ grant, catalogue }: GrantProps) {
  const read = useRoute(readDatasetRoute, { params: { dataset: grant.dataset } });
  return (
    <QueryView query={read} what="信息资源">
      {(view) => <Content grant={grant} catalogue={catalogue} view={view} />}
    </QueryView>
  );
}

type Props = GrantProps & { readonly view: DatasetVersionView };
type FieldRow = { readonly key: string; readonly label: string; readonly mask: string };

const fieldColumns: readonly Column<FieldRow>[] = [
  { title: '信息项', cell: ({ label }) => <b>{label}</b> },
  { title: '字段', cell: ({ key }) => <code>{key}</code>, isMinor: true },
  { title: '怎样给出', cell: ({ mask }) => mask },
];

function Content({ grant, catalogue, view }: Props) {
  const { id, target, provider, consumer, ways, from, until, daysLeft } = grant;
  const { nameOf } = useDepartments();
  const caller = useCaller();
  const isConsumer = caller.department.id === consumer;
  const mayUse = isConsumer && isUsable(grant, catalogue);
  return (
    <>
      <PageHeader
        title={`使用“${targetName(target, view.content.metadata.name)}”的授权`}
        crumbs={crumbs}
        state={<Status grant={grant} />}
        actions={isConsumer && catalogue.standing !== 'withdrawn' && <Renewal grant={grant} catalogue={catalogue} />}
      >
        {nameOf(provider)}授权{nameOf(consumer)}使用，{formatDay(from)}至{formatDay(until)}
        {daysLeft !== undefined && daysLeft <= soonDays && `，${daysLeftWords(daysLeft)}`}。
      </PageHeader>
      <Standing grant={grant} catalogue={catalogue} />
      {target === 'dataset' && <GrantProof grant={grant} />}
      <Meter grant={id} />
      {mayUse && ways.includes('query') && <GrantQuery grant={grant} view={view} />}
      {mayUse && ways.includes('look-up') && (
        <CertificateSearch types={[{ type: grant.dataset, name: certificateName(view.content.metadata.name) }]} />
      )}
      {ways.includes('file') && <GrantFiles grant={grant} />}
      <Terms grant={grant} view={view} />
      {target === 'dataset' && catalogue.standing !== 'superseded' && catalogue.standing !== 'withdrawn' && (
        <GrantConnection grant={grant} />
      )}
    </>
  );
}

function isUsable({ status, proof }: GrantView, { standing }: CatalogueStanding): boolean {
  return status === 'in-force' && proof?.suspended === undefined && standing !== 'superseded';
}

function Status({ grant: { status, proof } }: { readonly grant: GrantView }) {
  if (status === 'in-force' && proof?.suspended !== undefined) return <StateTag tone="bad">暂停使用</StateTag>;
  return <StateTag tone={grantTones[status]}>{grantStatusNames[status]}</StateTag>;
}

/** An application that is filled with what the grant has. */
function Renewal({ grant: { id, dataset, status }, catalogue: { standing } }: GrantProps) {
  if (status === 'not-begun') return null;
  const isOver = status !== 'in-force' || standing === 'superseded';
  return (
    <Link className="primary-link" to={`/datasets/${dataset}/apply?renews=${id}`}>
      {isOver ? '重新申请' : '申请续期'}
    </Link>
  );
}

/** What a later version of the catalogue makes of the grant; nothing where there is none. */
function Standing({ grant: { version }, catalogue }: GrantProps) {
  if (catalogue.standing === 'same') return null;
  if (catalogue.standing === 'withdrawn')
    return <p>这个信息资源已从目录中撤下，不再提供数据。请在目录中查找可替代的信息资源。</p>;
  return (
    <section className="panel">
      {catalogue.standing === 'carried-over' ? (
        <p>
          授权依据目录第 {version} 版，现行的第 {catalogue.version}{' '}
          版与它兼容，授权照常使用。新增加的信息项不在授权以内， 需要时请另行申请。
        </p>
      ) : (
        <p>
          授权依据目录第 {version} 版，此后发布了不兼容的新版本（现行第 {catalogue.version} 版），信息项的含义可能不同，
          这个授权不能再取得数据。使用部门须按新版本重新申请。
        </p>
      )}
    </section>
  );
}

const caseNumberRules = { required: '每次使用须写明', optional: '可以不写' } as const;

function Terms({ grant, view }: Pick<Props, 'grant' | 'view'>) {
  const { id, target, purpose, legalBasis, matter, caseNumbers, quota, ways, filters, fields } = grant;
  const labels = new Map(view.content.fields.map(({ key, label }) => [key, label]));
  const rows = fields.map(({ field, mask }) => ({
    key: field,
    label: labels.get(field) ?? field,
    mask: mask === 'none' ? '给出原值' : `脱敏：${maskNames[mask]}`,
  }));
  return (
    <section className="panel">
      <h2>授权内容</h2>
      <Facts
        facts={[
          ['授权编号', id],
          ['用途', purpose],
          ['依据', legalBasis],
          ['办理事项', matter],
          ['办件编号', caseNumberRules[caseNumbers]],
          ['使用方式', ways.map((way) => sharingWayNames[way]).join('、')],
          ['每分钟调用', `最多 ${formatNumber(quota.callsPerMinute)} 次`],
          ...(target === 'dataset'
            ? ([
                ['只能看哪些记录', <RowFilterWords key="filters" filters={filters} fields={view.content.fields} />],
              ] as const)
            : []),
          [
            '申请',
            <Link key="application" to={`/applications/${id}`}>
              查看申请和办理经过
            </Link>,
          ],
        ]}
      />
      <Listing caption="授权的信息项" columns={fieldColumns} rows={rows} rowKey={({ key }) => key} />
      <DocumentButton grant={id} />
    </section>
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
              每次给出应答的调用计一次，给出几条计几条，同一个个人或单位一天只计一次；取用文件计一次调用和文件的条数，不计个人或单位；被拒绝的调用不计。
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
