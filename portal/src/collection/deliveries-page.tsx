import { z } from 'zod';
import { listDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import { Channel, DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import { listAllDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { Day } from '../../../schemas/kernel/day.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { Choice, DayFilter, FilterBar } from '../shared/listing/filters.tsx';
import { Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { channelNames } from '../shared/names.ts';
import { PageHeader } from '../shared/page-header.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useAddress } from '../shared/use-address.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { deliveryColumns } from './delivery-columns.tsx';

const Address = z.object({
  status: DeliveryStatus.optional(),
  channel: Channel.optional(),
  dataset: z.string().max(60).optional(),
  department: z.string().max(60).optional(),
  from: Day.optional(),
  to: Day.optional(),
  cursor: z.string().optional(),
});
const nothingChosen = {
  status: undefined,
  channel: undefined,
  dataset: undefined,
  department: undefined,
  from: undefined,
  to: undefined,
};

/** Deliveries, the newest first: of the own department, or of the city for the centre and the supervising office. */
export default function DeliveriesPage() {
  const caller = useCaller();
  const seesAll = hasRole(caller, ['operator', 'supervisor']);
  const { address, change, isFiltered } = useAddress(Address);
  const { departments } = useDepartments();
  const ofDepartment = seesAll ? address.department : caller.department.id;
  const datasets = useRoute(listDatasetsRoute, {
    query: { limit: '200', ...(ofDepartment === undefined ? {} : { department: ofDepartment }) },
  });
  const names = new Map((datasets.data?.items ?? []).map(({ dataset, name }) => [dataset, name]));
  const list = useRoute(listAllDeliveriesRoute, {
    query: { ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)), limit: '50' },
  });
  return (
    <div className="wide">
      <PageHeader title="报送" />
      <FilterBar isFiltered={isFiltered} clear={() => change(nothingChosen)}>
        <Choice
          label="状态"
          value={address.status}
          all="全部状态"
          options={Object.entries(statusNames)}
          choose={(status) => change({ status })}
        />
        {seesAll && (
          <Choice
            label="部门"
            value={address.department}
            all="全部部门"
            options={departments.map(({ id, name }) => [id, name])}
            choose={(department) => change({ department, dataset: undefined })}
          />
        )}
        <Choice
          label="信息资源"
          value={address.dataset}
          all="全部信息资源"
          options={[...names]}
          choose={(dataset) => change({ dataset })}
        />
        <Choice
          label="归集方式"
          value={address.channel}
          all="全部方式"
          options={Object.entries(channelNames)}
          choose={(channel) => change({ channel })}
        />
        <DayFilter label="自" value={address.from} choose={(from) => change({ from })} />
        <DayFilter label="至" value={address.to} choose={(to) => change({ to })} />
      </FilterBar>
      <QueryView query={list} what="报送">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing isFiltered={isFiltered} hasMore={next !== undefined} />
            ) : (
              <Listing
                caption="报送"
                columns={deliveryColumns(({ dataset }) => names.get(dataset) ?? dataset)}
                rows={items}
                rowKey={({ id }) => id}
              />
            )}
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </div>
  );
}

function Nothing({ isFiltered, hasMore }: { readonly isFiltered: boolean; readonly hasMore: boolean }) {
  if (hasMore) return <EmptyState title="这一段时间里没有符合条件的报送">更早的请看下一页。</EmptyState>;
  if (isFiltered)
    return (
      <EmptyState title="没有符合条件的报送">
        <p>请改变或清除筛选条件后再看。</p>
      </EmptyState>
    );
  return (
    <EmptyState title="还没有报送">
      <p>在“信息资源”中打开一项，下载模板、填好数据后报送；每次报送的经过和结果都列在这里。</p>
    </EmptyState>
  );
}
