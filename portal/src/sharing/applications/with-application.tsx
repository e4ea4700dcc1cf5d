import type { ComponentProps, ReactNode } from 'react';
import { useParams } from 'react-router';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { type ApplicationView, readApplicationRoute } from '../../../../schemas/sharing/application-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

type Page = (application: ApplicationView, view: DatasetVersionView) => ReactNode;
type Props = Pick<ComponentProps<typeof PageHeader>, 'title' | 'crumbs'> & { readonly children: Page };

/** The page of the application that the address names, with its dataset. The header stands there before it is read. */
export function WithApplication({ children, ...header }: Props) {
  const { application = '' } = useParams();
  const read = useRoute(readApplicationRoute, { params: { application } });
  return (
    <>
      {read.data === undefined && <PageHeader {...header} />}
      <QueryView query={read} what="共享申请">
        {(found) => <WithDataset application={found}>{children}</WithDataset>}
      </QueryView>
    </>
  );
}

function WithDataset({ application, children }: { readonly application: ApplicationView; readonly children: Page }) {
  const read = useRoute(readDatasetRoute, { params: { dataset: application.dataset } });
  return (
    <QueryView query={read} what="信息资源">
      {(view) => children(application, view)}
    </QueryView>
  );
}
