import { Link, useParams, useSearchParams } from 'react-router';
import { datasetStatusNames } from '../../../../schemas/catalogue/labels.ts';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { downloadTemplateRoute } from '../../../../schemas/collection/routes.ts';
import { FieldsTab } from '../../catalogue/fields-tab.tsx';
import { OverviewTab } from '../../catalogue/overview-tab.tsx';
import { VersionsTab } from '../../catalogue/versions-tab.tsx';
import { useTypeNames } from '../../certificates/use-type-names.ts';
import { ArchiveTab } from '../../collection/archive/archive-tab.tsx';
import { DatasetDeliveries } from '../../collection/dataset-deliveries.tsx';
import { DatasetSources } from '../../collection/dataset-sources.tsx';
import { StatePanel } from '../../collection/state-panel.tsx';
import { UpdateSheetTab } from '../../collection/update-sheets/update-sheet-tab.tsx';
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
import { HistoryTab } from './history-tab.tsx';

const open: readonly Tab[] = [
  { id: 'overview', name: '概况' },
  { id: 'fields', name: '信息项' },
  { id: 'versions', name: '版本' },
];
const ofCollection: readonly Tab[] = [
  { id: 'deliveries', name: '报送' },
  { id: 'sources', name: '数据源' },
  { id: 'update-sheet', name: '更新表' },
  { id: 'archive', name: '资料' },
  { id: 'history', name: '经过' },
];

const recordsTab: Tab = { id: 'records', name: '记录' };

/** Deliveries, sources and update sheets are the provider's, the centre's and the supervising office's to see. */
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
  const isOwn = hasRole(caller, ['provider']) && caller.department.id === metadata.provider;
  const rights: Rights = {
    isOwn,
    seesCollection: seesCollection(caller, metadata.provider),
    seesRecords: isOwn || hasRole(caller, ['operator']),
    mayApply: view.status === 'published' && caller.department.id !== metadata.provider,
    hasTemplate: view.status === 'published' && hasRole(caller, ['provider', 'operator']),
  };
  const tabs = [
    ...open.slice(0, 2),
    ...(rights.seesCollection ? ofCollection : []),
    ...(rights.seesRecords && view.status === 'published' ? [recordsTab] : []),
    ...open.slice(2),
  ];
  const wanted = search.get('tab');
  const current = tabs.find(({ id }) => id === wanted)?.id ?? 'overview';
  return (
    <>
      <PageHeader
        title={metadata.name}
        crumbs={[{ title: '信息资源', to: '/datasets' }]}
        state={<StateTag tone={datasetTones[view.status]}>{datasetStatusNames[view.status]}</StateTag>}
        actions={<DatasetActions dataset={view.dataset} rights={rights} />}
      />
      <Tabs tabs={tabs} current={current} />
      {wanted === recordsTab.id && !rights.seesRecords && (
        <EmptyState title="您的账号不能查看这个信息资源的记录">
          <p>记录由提供部门和市政府信息中心查看。您可以查看目录的概况、信息项和版本。</p>
        </EmptyState>
      )}
      <TabContent tab={current} view={view} rights={rights} />
    </>
  );
}

type Rights = {
  readonly isOwn: boolean;
  readonly seesCollection: boolean;
  readonly seesRecords: boolean;
  readonly mayApply: boolean;
  readonly hasTemplate: boolean;
};

function DatasetActions({ dataset, rights }: { readonly dataset: string; readonly rights: Rights }) {
  return (
    <>
      {rights.mayApply && <Link to={`/datasets/${dataset}/apply`}>申请使用</Link>}
      {rights.mayApply && <ApplyForCertificates dataset={dataset} />}
      {rights.hasTemplate && (
        <DownloadButton route={downloadTemplateRoute} request={{ params: { dataset } }} label="下载模板" />
      )}
      {rights.hasTemplate && rights.isOwn && (
        <Link className="primary-link" to={`/datasets/${dataset}/upload`}>
          报送数据
        </Link>
      )}
    </>
  );
}

/** Of the face data of a certificate type: who needs the certificates does not need the data. */
function ApplyForCertificates({ dataset }: { readonly dataset: string }) {
  const isType = useTypeNames()(dataset) !== null;
  return isType && <Link to={`/datasets/${dataset}/apply?target=certificate-type`}>申请使用证照</Link>;
}

type TabProps = { readonly tab: string; readonly view: DatasetVersionView; readonly rights: Rights };

function TabContent({ tab, view, rights }: TabProps) {
  const { dataset } = view;
  switch (tab) {
    case 'fields':
      return <FieldsTab view={view} />;
    case 'deliveries':
      return <DatasetDeliveries dataset={dataset} />;
    case 'sources':
      return <DatasetSources dataset={dataset} />;
    case 'update-sheet':
      return <UpdateSheetTab dataset={dataset} isOwn={rights.isOwn} />;
    case 'archive':
      return <ArchiveTab dataset={dataset} isOwn={rights.isOwn} />;
    case 'history':
      return <HistoryTab dataset={dataset} />;
    case recordsTab.id:
      return <RecordsTab view={view} />;
    case 'versions':
      return <VersionsTab view={view} />;
    default:
      return (
        <>
          {rights.seesCollection && view.status === 'published' && <StatePanel dataset={dataset} />}
          <OverviewTab view={view} />
          {rights.seesCollection && <PeopleToCall provider={view.content.metadata.provider} />}
        </>
      );
  }
}
