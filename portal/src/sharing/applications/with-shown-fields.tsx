import type { ReactNode } from 'react';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { shownFields } from '../../../../schemas/certificates/fields-of-all.ts';
import { readCertificateTypeRoute } from '../../../../schemas/certificates/type-routes.ts';
import type { GrantTarget } from '../../../../schemas/sharing/grant.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { QueryView } from '../../shared/states/query-view.tsx';

type Page = (view: DatasetVersionView) => ReactNode;
type Props = { readonly target: GrantTarget; readonly view: DatasetVersionView; readonly children: Page };

/** The fields that can be asked for: of certificates only those that they show. */
export function WithShownFields({ target, view, children }: Props) {
  return target === 'dataset' ? children(view) : <WithType view={view}>{children}</WithType>;
}

function WithType({ view, children }: Omit<Props, 'target'>) {
  const read = useRoute(readCertificateTypeRoute, { params: { type: view.dataset } });
  return (
    <QueryView query={read} what="证照类型">
      {(type) => {
        const shown = shownFields(type);
        const fields = view.content.fields.filter(({ key }) => shown.has(key));
        return children({ ...view, content: { ...view.content, fields } });
      }}
    </QueryView>
  );
}
