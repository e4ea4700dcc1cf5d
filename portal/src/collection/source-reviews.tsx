import { listSourcesRoute } from '../../../schemas/collection/sources/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { Listing } from '../shared/listing/listing.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useDatasetNames } from '../shared/use-dataset-names.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { sourceColumns } from './source-columns.tsx';

/** The registered sources that wait to be tested and confirmed. */
export function SourceReviews() {
  const list = useRoute(listSourcesRoute, { query: { limit: '200' } });
  const { nameOf } = useDepartments();
  const datasetName = useDatasetNames();
  return (
    <QueryView query={list} what="数据源">
      {({ items }) => {
        const waiting = items.filter(({ state }) => state === 'registered');
        if (waiting.length === 0)
          return (
            <EmptyState title="没有等待确认的数据源">
              <p>提供部门登记数据源后，会出现在这里。</p>
            </EmptyState>
          );
        return (
          <Listing
            caption="等待确认的数据源"
            columns={sourceColumns(datasetName, nameOf)}
            rows={waiting}
            rowKey={({ dataset, channel }) => `${dataset} ${channel}`}
          />
        );
      }}
    </QueryView>
  );
}
