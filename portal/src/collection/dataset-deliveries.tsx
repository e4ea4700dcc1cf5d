import { useSearchParams } from 'react-router';
import { listDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { deliveryColumns } from './delivery-columns.tsx';

/** The deliveries of one dataset, the newest first. */
export function DatasetDeliveries({ dataset }: { readonly dataset: string }) {
  const [search] = useSearchParams();
  const cursor = search.get('cursor');
  const list = useRoute(listDeliveriesRoute, {
    params: { dataset },
    query: { limit: '20', ...(cursor === null ? {} : { cursor }) },
  });
  return (
    <QueryView query={list} what="报送">
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState title="还没有报送过">
            <p>提供部门上传电子表格，或由平台读取数据源以后，每次报送都列在这里。</p>
          </EmptyState>
        ) : (
          <>
            <Listing
              caption="报送"
              columns={deliveryColumns(({ fileName }) => fileName)}
              rows={items}
              rowKey={({ id }) => id}
            />
            <Pager next={next} />
          </>
        )
      }
    </QueryView>
  );
}
