import { useQuery } from '@tanstack/react-query';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { listCertificateGrantsRoute } from '../../../schemas/certificates/grant-routes.ts';
import { listCertificateTypesRoute } from '../../../schemas/certificates/type-routes.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { readAllPages } from '../shared/api/read-all-pages.ts';
import { useApi, useRoute } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';

const limit = 200;

type NamedGrant = {
  readonly grant: CertificateGrant;
  readonly account: string;
  readonly types: string;
  readonly fields: string;
};

const columns: readonly Column<NamedGrant>[] = [
  { title: '账号', cell: ({ account }) => account },
  { title: '证照类型', cell: ({ types }) => types },
  { title: '照面项', cell: ({ fields }) => fields },
  { title: '加注件', cell: ({ grant }) => (grant.copies ? '可取' : '不可取') },
];

type Labels = Readonly<Record<string, readonly string[]>>;

/** A short name that no type has any more has no label, and stands for itself. */
function describeFields(fields: CertificateGrant['fields'], labels: Labels): string {
  if (fields === 'all') return '全部';
  return fields.map((field) => labels[field]?.join('或') || `不再使用的照面项 ${field}`).join('、');
}

/** Which account may see which fields of which certificates; departments see those that they issue without a grant. */
export default function GrantsPage() {
  const grants = useRoute(listCertificateGrantsRoute, {});
  const typeName = useTypeNames();
  return (
    <>
      <PageHeader title="证照授权" crumbs={[{ title: '管理', to: '/admin' }]}>
        颁证部门查看本部门的证照不需要授权；其他账号只看到授权范围内的照面项。增加和取消授权由运行维护人员用命令“guiji
        admin grants”办理，写明理由并留痕。
      </PageHeader>
      <QueryView query={grants} what="证照授权">
        {({ items, actors, fieldLabels }) =>
          items.length === 0 ? (
            <EmptyState title="还没有证照授权" />
          ) : (
            <Listing
              caption="证照授权"
              columns={columns}
              rows={items.map((grant) => ({
                grant,
                account: nameActor(actors, grant.subject),
                types: grant.types === 'all' ? '全部' : grant.types.map(typeName).join('、'),
                fields: describeFields(grant.fields, fieldLabels),
              }))}
              rowKey={({ grant }) => grant.subject}
            />
          )
        }
      </QueryView>
    </>
  );
}

/** The ids themselves until the names are read. */
function useTypeNames() {
  const api = useApi();
  const types = useQuery({
    queryKey: [listCertificateTypesRoute.operation, 'names'],
    queryFn: () =>
      readAllPages((cursor) => api.call(listCertificateTypesRoute, { query: { limit: String(limit), ...cursor } })),
  });
  return (id: string) => types.data?.find(({ type }) => type === id)?.name ?? id;
}
