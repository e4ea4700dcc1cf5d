import { Link } from 'react-router';
import { readDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { listSourcesRoute } from '../../../schemas/collection/sources/routes.ts';
import type { SourceChannel } from '../../../schemas/collection/sources/source.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { Listing } from '../shared/listing/listing.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useDatasetNames } from '../shared/use-dataset-names.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { sourceColumns } from './source-columns.tsx';
import { RegisterLinks } from './sources/register-links.tsx';

/** The registered sources of one dataset, and whether they were read the last time. */
export function DatasetSources({ dataset }: { readonly dataset: string }) {
  const list = useRoute(listSourcesRoute, { query: { limit: '200' } });
  const { nameOf } = useDepartments();
  const datasetName = useDatasetNames();
  return (
    <QueryView query={list} what="数据源">
      {({ items }) => {
        const own = items.filter((source) => source.dataset === dataset);
        if (own.length === 0)
          return (
            <EmptyState title="没有登记数据源">
              <p>
                这个信息资源用电子表格报送。由平台读取服务接口或前置库表的，由提供部门登记，信息中心确认后按时读取。
              </p>
              <Registration dataset={dataset} registered={[]} />
            </EmptyState>
          );
        return (
          <>
            <Listing
              caption="数据源"
              columns={sourceColumns(datasetName, nameOf)}
              rows={own}
              rowKey={({ channel }) => channel}
            />
            <Registration dataset={dataset} registered={own.map(({ channel }) => channel)} />
          </>
        );
      }}
    </QueryView>
  );
}

type RegistrationProps = { readonly dataset: string; readonly registered: readonly SourceChannel[] };

/** Only the provider registers; the centre hands out the papers. */
function Registration({ dataset, registered }: RegistrationProps) {
  const caller = useCaller();
  const { data } = useRoute(readDatasetRoute, { params: { dataset } });
  const isOwn = hasRole(caller, ['provider']) && data?.content.metadata.provider === caller.department.id;
  if (isOwn && data.status === 'published') return <RegisterLinks dataset={dataset} registered={registered} />;
  if (!hasRole(caller, ['operator']) || registered.length > 0) return null;
  return (
    <p>
      给程序员的文件：<Link to={`/sources/${dataset}/interface`}>服务接口</Link>，
      <Link to={`/sources/${dataset}/database`}>前置库</Link>。
    </p>
  );
}
