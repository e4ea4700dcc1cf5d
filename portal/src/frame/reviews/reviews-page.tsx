import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { DatasetId } from '../../../../schemas/catalogue/dataset-version.ts';
import { Channel } from '../../../../schemas/collection/delivery.ts';
import { VersionList } from '../../catalogue/review/version-list.tsx';
import { VersionReview } from '../../catalogue/review/version-review.tsx';
import { DeliveryList } from '../../collection/review/delivery-list.tsx';
import { LinkList } from '../../collection/review/link-list.tsx';
import { LinkReview } from '../../collection/review/link-review.tsx';
import { SheetList } from '../../collection/review/sheet-list.tsx';
import { SourceReviews } from '../../collection/source-reviews.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { kindNames, ReviewKind } from '../../shared/reviews.ts';
import { Tabs } from '../../shared/tabs.tsx';
import { useWaiting } from './use-waiting.ts';

const OneVersion = z.object({ dataset: DatasetId, version: z.string().regex(/^[1-9]\d{0,5}$/) });
const OneLink = z.object({ dataset: DatasetId, channel: Channel });

/** What waits for the information centre: a list of each kind, and the page of one thing, by address. */
export default function ReviewsPage() {
  const [search] = useSearchParams();
  const kind = ReviewKind.catch('drafts-to-review').parse(search.get('kind'));
  const wanted = Object.fromEntries(search);
  const version = OneVersion.safeParse(wanted).data;
  if (version !== undefined) return <VersionReview kind={kind} {...version} />;
  const link = OneLink.safeParse(wanted).data;
  if (link !== undefined) return <LinkReview {...link} />;
  return <Waiting kind={kind} />;
}

function Waiting({ kind }: { readonly kind: ReviewKind }) {
  const { toReview, toPublish, toConfirm, sheets, sources, deliveries } = useWaiting();
  const queries = {
    'drafts-to-review': toReview,
    'drafts-to-publish': toPublish,
    'links-to-confirm': toConfirm,
    'sources-to-confirm': sources,
    'sheets-to-confirm': sheets,
    'deliveries-to-approve': deliveries,
  } as const satisfies Record<ReviewKind, { readonly data: readonly unknown[] | undefined }>;
  const tabs = ReviewKind.options.map((id) => {
    const count = queries[id].data?.length;
    return { id, name: count === undefined ? kindNames[id] : `${kindNames[id]} ${count}` };
  });
  return (
    <>
      <PageHeader title="待办审核">提供部门送来、等您核对后决定的事项。每一项都先写明差异和后果。</PageHeader>
      <Tabs tabs={tabs} current={kind} name="kind" />
      {kind === 'drafts-to-review' && <VersionList query={toReview} kind={kind} />}
      {kind === 'drafts-to-publish' && <VersionList query={toPublish} kind={kind} />}
      {kind === 'links-to-confirm' && <LinkList query={toConfirm} />}
      {kind === 'sources-to-confirm' && <SourceReviews />}
      {kind === 'sheets-to-confirm' && <SheetList query={sheets} />}
      {kind === 'deliveries-to-approve' && <DeliveryList query={deliveries} />}
    </>
  );
}
