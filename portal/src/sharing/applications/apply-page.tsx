import { useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { draftApplicationRoute, listApplicationsRoute } from '../../../../schemas/sharing/application-routes.ts';
import type { GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { GrantTarget } from '../../../../schemas/sharing/grant.ts';
import { readGrantRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDraft } from '../../shared/use-draft.ts';
import { targetName } from '../target-name.ts';
import { ApplicationDraft, ApplicationForm, emptyDraft } from './application-form.tsx';
import { WithShownFields } from './with-shown-fields.tsx';

const refreshes = [listApplicationsRoute, listTasksRoute];
const Address = z.object({ renews: z.ulid().optional(), target: GrantTarget.optional() });

/**
 * An application for a dataset, or for the certificates of its type, which is kept on this machine until it is saved as a draft. One that follows on a grant
 * begins with what the grant has, but for its term.
 */
export default function ApplyPage() {
  const { dataset = '' } = useParams();
  const { address } = useAddress(Address);
  const read = useRoute(readDatasetRoute, { params: { dataset } });
  return (
    <>
      {read.data === undefined && <PageHeader title="申请使用" />}
      <QueryView query={read} what="信息资源">
        {(view) =>
          address.renews === undefined ? (
            <WithShownFields target={address.target ?? 'dataset'} view={view}>
              {(shown) => <Apply view={shown} target={address.target ?? 'dataset'} />}
            </WithShownFields>
          ) : (
            <Renew view={view} renews={address.renews} />
          )
        }
      </QueryView>
    </>
  );
}

function Renew({ view, renews }: { readonly view: DatasetVersionView; readonly renews: string }) {
  const read = useRoute(readGrantRoute, { params: { grant: renews } });
  return (
    <QueryView query={read} what="数据授权">
      {({ grant }) => (
        <WithShownFields target={grant.target} view={view}>
          {(shown) => <Apply view={shown} target={grant.target} grant={grant} />}
        </WithShownFields>
      )}
    </QueryView>
  );
}

/** What the catalogue no longer has, or no longer shares, is left out. */
function draftOf(grant: GrantView, { content: { fields, metadata } }: DatasetVersionView): ApplicationDraft {
  const open = new Set(fields.filter((field) => (field.shareType ?? metadata.shareType) !== 3).map(({ key }) => key));
  const { purpose, legalBasis, matter, ways, quota } = grant;
  return {
    purpose,
    legalBasis,
    matter,
    ways,
    fields: grant.fields.map(({ field }) => field).filter((field) => open.has(field)),
    filters: grant.filters.filter(({ field }) => open.has(field)),
    callsPerDay: quota.calls,
    until: '',
  };
}

type ApplyProps = { readonly view: DatasetVersionView; readonly target: GrantTarget; readonly grant?: GrantView };

function Apply({ view, target, grant }: ApplyProps) {
  const { dataset } = view;
  const { name } = view.content.metadata;
  const asked = targetName(target, name);
  const { subject } = useCaller();
  const navigate = useNavigate();
  const first = grant === undefined ? emptyDraft(target) : draftOf(grant, view);
  const { draft, keep, forget } = useDraft(
    `${subject} apply:${target}:${dataset}:${grant?.id ?? ''}`,
    ApplicationDraft,
    first,
  );
  const save = useAction(draftApplicationRoute, { refreshes });
  const renews = grant === undefined ? {} : { renews: grant.id };
  return (
    <>
      <PageHeader
        title={grant === undefined ? `申请使用“${asked}”` : `申请继续使用“${asked}”`}
        crumbs={[
          { title: '信息资源', to: '/datasets' },
          { title: name, to: `/datasets/${dataset}` },
        ]}
      >
        {grant !== undefined && '已按现有授权填好，请核对并选择新的使用期限。'}
        {grant?.status === 'in-force' && '同意以前，现有授权照常使用。'}
      </PageHeader>
      <ApplicationForm
        view={view}
        target={target}
        draft={draft}
        change={keep}
        isSaving={save.isPending}
        error={save.error}
        save={(content) => {
          void save
            .act({ body: { target, dataset, content, ...renews } })
            .then(async ({ id }) => {
              forget();
              await navigate(`/applications/${id}`, { replace: true });
            })
            .catch(() => undefined);
        }}
      />
    </>
  );
}
