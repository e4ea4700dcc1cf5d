import { useNavigate } from 'react-router';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import {
  type ApplicationView,
  editApplicationRoute,
  listApplicationsRoute,
  readApplicationRoute,
} from '../../../../schemas/sharing/application-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { targetName } from '../target-name.ts';
import { ApplicationDraft, ApplicationForm } from './application-form.tsx';
import { WithApplication } from './with-application.tsx';
import { WithShownFields } from './with-shown-fields.tsx';

const refreshes = [readApplicationRoute, listApplicationsRoute];

/** Changes a draft, or what the centre or the provider asked to be completed. */
export default function EditApplicationPage() {
  return (
    <WithApplication title="修改共享申请">
      {(application, view) => (
        <WithShownFields target={application.target} view={view}>
          {(shown) => <Edit key={application.lockVersion} application={application} view={shown} />}
        </WithShownFields>
      )}
    </WithApplication>
  );
}

type Props = { readonly application: ApplicationView; readonly view: DatasetVersionView };

function Edit({ application, view }: Props) {
  const { id, target, content, lockVersion } = application;
  const { subject } = useCaller();
  const navigate = useNavigate();
  const { draft, keep, forget } = useDraft(`${subject} edit:${id}:${lockVersion}`, ApplicationDraft, content);
  const save = useAction(editApplicationRoute, { refreshes });
  return (
    <>
      <PageHeader
        title="修改共享申请"
        crumbs={[
          { title: '共享申请', to: '/applications' },
          { title: `申请使用“${targetName(target, view.content.metadata.name)}”`, to: `/applications/${id}` },
        ]}
      />
      <ApplicationForm
        view={view}
        target={target}
        draft={draft}
        change={keep}
        isSaving={save.isPending}
        error={save.error}
        save={(changed) => {
          void save
            .act({ params: { application: id }, body: { content: changed, lockVersion } })
            .then(async () => {
              forget();
              await navigate(`/applications/${id}`, { replace: true });
            })
            .catch(() => undefined);
        }}
      />
    </>
  );
}
