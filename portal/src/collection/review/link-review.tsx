import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { LinkState } from '../../../../schemas/collection/link.ts';
import { confirmLinkRoute, readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { statusNames } from '../../../../schemas/collection/status-names.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { listDatasetStatesRoute, readDatasetStateRoute } from '../../../../schemas/records/routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { DecisionDialog } from '../../shared/decision-dialog.tsx';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { kindNames, reviewAddress } from '../../shared/reviews.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';
import { LinkReceipts } from './link-receipts.tsx';

type LinkReviewProps = { readonly dataset: string; readonly channel: LinkState['channel'] };

/** One channel of a dataset: what has arrived by it, and the confirmation (验收) with both receipts. */
export function LinkReview({ dataset, channel }: LinkReviewProps) {
  const read = useRoute(readDatasetRoute, { params: { dataset } });
  const state = useRoute(readDatasetStateRoute, { params: { dataset } });
  return (
    <QueryView query={read} what="信息资源">
      {(view) => (
        <QueryView query={state} what="归集情况">
          {({ links, records, actors }) => {
            const link = links.find((one) => one.channel === channel);
            return link === undefined ? (
              <EmptyState title={`“${view.content.metadata.name}”还没有通过${channelNames[channel]}报送过数据`}>
                <p>
                  第一次入库后才能验收。<Link to={reviewAddress('links-to-confirm', {})}>查看等待验收的挂接</Link>
                </p>
              </EmptyState>
            ) : (
              <Review view={view} link={link} records={records} actors={actors} />
            );
          }}
        </QueryView>
      )}
    </QueryView>
  );
}

type ReviewProps = {
  readonly view: DatasetVersionView;
  readonly link: LinkState;
  readonly records: number;
  readonly actors: readonly Actor[];
};

function Review({ view, link, records, actors }: ReviewProps) {
  const { nameOf } = useDepartments();
  const [isOpen, setOpen] = useState(false);
  const confirm = useAction(confirmLinkRoute, {
    refreshes: [readDatasetStateRoute, listDatasetStatesRoute, listTasksRoute],
  });
  const { name, provider } = view.content.metadata;
  const { dataset, channel, state, receipt } = link;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ title: kindNames['links-to-confirm'], to: reviewAddress('links-to-confirm', {}) }]}
        state={
          state === 'linked' ? <StateTag tone="good">已挂接</StateTag> : <StateTag tone="waiting">待验收</StateTag>
        }
        actions={
          state === 'on-trial' && (
            <Button type="primary" onClick={() => setOpen(true)}>
              验收挂接
            </Button>
          )
        }
      >
        {nameOf(provider)}通过{channelNames[channel]}报送，现有 {formatNumber(records)} 条记录。
      </PageHeader>
      {receipt !== undefined && (
        <LinkReceipts receipt={receipt} actors={actors} name={name} provider={nameOf(provider)} channel={channel} />
      )}
      <FirstDelivery link={link} />
      <DecisionDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        thing={`link ${dataset} ${channel}`}
        title="验收挂接"
        verb="验收"
        isReasonOptional
        consequence={`验收后，有权使用“${name}”的部门都能看到已入库的 ${formatNumber(records)} 条记录，以后报送的数据入库即公开；${nameOf(provider)}和信息中心各得一份回执。`}
        decide={(comment) =>
          confirm.act({ params: { dataset }, body: { channel, ...(comment === '' ? {} : { comment }) } })
        }
      />
    </>
  );
}

/** The rows of the first delivery add up: read is new, changed, unchanged and rejected. */
function FirstDelivery({ link: { dataset, firstDelivery } }: { readonly link: LinkState }) {
  const read = useRoute(readDeliveryRoute, { params: { delivery: firstDelivery } });
  return (
    <section className="panel">
      <h2>首次报送</h2>
      <QueryView query={read} what="首次报送">
        {({ id, createdAt, status, rowCounts }) => (
          <Facts
            facts={[
              ['报送时间', <Moment key="at" iso={createdAt} />],
              ['状态', statusNames[status]],
              ['读取', rowCounts && `${formatNumber(rowCounts.read)} 行`],
              ['新增', rowCounts && `${formatNumber(rowCounts.new)} 条`],
              ['退回', rowCounts && `${formatNumber(rowCounts.rejected)} 行`],
              ['提醒', rowCounts && `${formatNumber(rowCounts.warnings)} 处`],
              [
                '报送批次',
                <Link key="id" to={`/deliveries/${id}`}>
                  {id}
                </Link>,
              ],
              [
                '以后的报送',
                <Link key="all" to={`/datasets/${dataset}?tab=deliveries`}>
                  查看全部报送
                </Link>,
              ],
              [
                '数据维护更新表',
                <Link key="sheet" to={`/datasets/${dataset}?tab=update-sheet`}>
                  查看确认情况
                </Link>,
              ],
            ]}
          />
        )}
      </QueryView>
    </section>
  );
}
