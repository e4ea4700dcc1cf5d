import { useNavigate, useParams } from 'react-router';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { draftApplicationRoute, listApplicationsRoute } from '../../../../schemas/sharing/application-routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { ApplicationDraft, ApplicationForm, emptyDraft } from './application-form.tsx';

const refreshes = [listApplicationsRoute, listTasksRoute];

/** An application for a dataset, which is kept on this machine until it is saved as a draft. */
export default function ApplyPage() {
  const { dataset = '' } = useParams();
  const read = useRoute(readDatasetRoute, { params: { dataset } });
  return (
    <>
      {read.data === undefined && <PageHeader title="申请使用" />}
      <QueryView query={read} what="信息资源">
        {(view) => <Apply view={view} />}
      </QueryView>
    </>
  );
}

function Apply({ view }: { readonly view: DatasetVersionView }) {
  const { dataset } = view;
  const { name } = view.content.metadata;
  const { subject } = useCaller();
  const navigate = useNavigate();
  const { draft, keep, forget } = useDraft(`${subject} apply:${dataset}`, ApplicationDraft, emptyDraft);
  const save = useAction(draftApplicationRoute, { refreshes });
  return (
    <>
      <PageHeader
        title={`申请使用“${name}”`}
        crumbs={[
          { title: '信息资源', to: '/datasets' },
          { title: name, to: `/datasets/${dataset}` },
        ]}
      />
      <ApplicationForm
        view={view}
        draft={draft}
        change={keep}
        isSaving={save.isPending}
        error={save.error}
        save={(content) => {
          void save
            .act({ body: { dataset, content } })
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
