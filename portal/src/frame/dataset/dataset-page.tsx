import { Link, useParams, useSearchParams } from 'react-router';
import { datasetStatusNames } from '../../../../schemas/catalogue/labels.ts';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { downloadTemplateRoute } from '../../../../schemas/collection/routes.ts';
import { FieldsTab } from '../../catalogue/fields-tab.tsx';
import { OverviewTab } from '../../catalogue/overview-tab.tsx';
import { VersionsTab } from '../../catalogue/versions-tab.tsx';
import { DatasetDeliveries } from '../../collection/dataset-deliveries.tsx';
import { DatasetSources } from '../../collection/dataset-sources.tsx';
import { StatePanel } from '../../collection/state-panel.tsx';
import { RecordsTab } from '../../records/records-tab.tsx';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, type SignedIn, useCaller } from '../../shared/caller.ts';
import { DownloadButton } from '../../shared/download-button.tsx';
import { datasetTones } from '../../shared/names.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { PeopleToCall } from '../../shared/people-to-call.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { type Tab, Tabs } from '../../shared/tabs.tsx';

const open: readonly Tab[] = [
  { id: 'overview', name: '概况' },
  { id: 'fields', name: '信息项' },
  { id: 'versions', name: '版本' },
];
const ofCollection: readonly Tab[] = [
  { id: 'deliveries', name: '报送' },
  { id: 'sources', name: '数据源' },
];

const recordsTab: Tab = { id: 'records', name: '记录' };

/** Deliveries and sources are the provider's, the centre's and the supervising office's to see. */
const seesCollection = (caller: SignedIn, provider: string): boolean =>
  hasRole(caller, ['operator', 'supervisor']) || (hasRole(caller, ['provider']) && caller.department.id === provider);

/** One dataset: what it is, how it stands, what can be done next. */
export default function DatasetPage() {
  const { dataset = '' } = useParams();
  const read = useRoute(readDatasetRoute, { params: { dataset } });
  return (
    <>
      {read.data === undefined && <PageHeader title="信息资源" />}
      <QueryView query={read} what="信息资源">
        {(view) => <DatasetContent view={view} />}
      </QueryView>
    </>
  );
}

function DatasetContent({ view }: { readonly view: DatasetVersionView }) {
  const caller = useCaller();
  const [search] = useSearchParams();
  const { metadata } = view.content;
  const sees = seesCollection(caller, metadata.provider);
  const isOwn = hasRole(caller, ['provider']) && caller.department.id === metadata.provider;
  const seesRecords = isOwn || hasRole(caller, ['operator']);
  const tabs = [
    ...open.slice(0, 2),
    ...(sees ? ofCollection : []),
    ...(seesRecords && view.status === 'published' ? [recordsTab] : []),
    ...open.slice(2),
  ];
  const wanted = search.get('tab');
  const current = tabs.find(({ id }) => id === wanted)?.id ?? 'overview';
  const { dataset } = view;
  return (
    <>
      <PageHeader
        title={metadata.name}
        crumbs={[{ title: '信息资源', to: '/datasets' }]}
        state={<StateTag tone={datasetTones[view.status]}>{datasetStatusNames[view.status]}</StateTag>}
        actions={
          view.status === 'published' &&
          hasRole(caller, ['provider', 'operator']) && (
            <>
              <DownloadButton route={downloadTemplateRoute} request={{ params: { dataset } }} label="下载模板" />
              {isOwn && (
                <Link className="primary-link" to={`/datasets/${dataset}/upload`}>
                  报送数据
                </Link>
              )}
            </>
          )
        }
      />
      <Tabs tabs={tabs} current={current} />
      {wanted === recordsTab.id && !seesRecords && (
        <EmptyState title="您的账号不能查看这个信息资源的记录">
          <p>记录由提供部门和市政府信息中心查看。您可以查看目录的概况、信息项和版本。</p>
        </EmptyState>
      )}
      {current === 'overview' && (
        <>
          {sees && view.status === 'published' && <StatePanel dataset={dataset} />}
          <OverviewTab view={view} />
          {sees && <PeopleToCall provider={metadata.provider} />}
        </>
      )}
      {current === 'fields' && <FieldsTab view={view} />}
      {current === 'deliveries' && <DatasetDeliveries dataset={dataset} />}
      {current === 'sources' && <DatasetSources dataset={dataset} />}
      {current === recordsTab.id && <RecordsTab view={view} />}
      {current === 'versions' && <VersionsTab view={view} />}
    </>
  );
}
