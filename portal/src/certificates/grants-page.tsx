import { useQuery } from '@tanstack/react-query';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';
import { listCertificateGrantsRoute } from '../../../schemas/certificates/grant-routes.ts';
import { listCertificateTypesRoute } from '../../../schemas/certificates/type-routes.ts';
import { searchAccountsRoute } from '../../../schemas/departments/account-routes.ts';
import { readAllPages } from '../shared/api/read-all-pages.ts';
import { useApi, useRoute } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';

const limit = 200;

type NamedGrant = { readonly grant: CertificateGrant; readonly account: string; readonly types: string };

const columns: readonly Column<NamedGrant>[] = [
  { title: '账号', cell: ({ account }) => account },
  { title: '标识', cell: ({ grant }) => <code>{grant.subject}</code>, isMinor: true },
  { title: '证照类型', cell: ({ types }) => types },
  { title: '照面项', cell: ({ grant }) => describeFields(grant.fields) },
  { title: '加注件', cell: ({ grant }) => (grant.copies ? '可取' : '不可取') },
];

const labels = new Map<string, string>([
  ['ZZMC', '证照名称'],
  ...Object.values(commonFields).map(({ short, label }) => [short, label] as const),
]);

/** Names of GB/T 36903 where it has one, else the short name itself. */
function describeFields(fields: CertificateGrant['fields']): string {
  return fields === 'all' ? '全部' : fields.map((field) => labels.get(field) ?? field).join('、');
}

/** Which account may see which fields of which certificates; departments see those that they issue without a grant. */
export default function GrantsPage() {
  const grants = useRoute(listCertificateGrantsRoute, {});
  const { accountName, typeName } = useNames();
  return (
    <>
      <PageHeader title="证照授权" crumbs={[{ title: '管理', to: '/admin' }]}>
        颁证部门查看本部门的证照不需要授权；其他账号只看到授权范围内的照面项。增加和取消授权由运行维护人员用命令“guiji
        admin grants”办理，写明理由并留痕。
      </PageHeader>
      <QueryView query={grants} what="证照授权">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="还没有证照授权" />
          ) : (
            <Listing
              caption="证照授权"
              columns={columns}
              rows={items.map((grant) => ({
                grant,
                account: accountName(grant.subject),
                types: grant.types === 'all' ? '全部' : grant.types.map(typeName).join('、'),
              }))}
              rowKey={({ grant }) => grant.subject}
            />
          )
        }
      </QueryView>
    </>
  );
}

/** Names for ids; the ids themselves until they are read. */
function useNames() {
  const api = useApi();
  const accounts = useQuery({
    queryKey: [searchAccountsRoute.operation, 'names'],
    queryFn: () => readAllPages((cursor) => api.call(searchAccountsRoute, { body: { limit, ...cursor } })),
  });
  const types = useQuery({
    queryKey: [listCertificateTypesRoute.operation, 'names'],
    queryFn: () =>
      readAllPages((cursor) => api.call(listCertificateTypesRoute, { query: { limit: String(limit), ...cursor } })),
  });
  return {
    accountName: (subject: string) => accounts.data?.find((account) => account.subject === subject)?.name ?? subject,
    typeName: (id: string) => types.data?.find(({ type }) => type === id)?.name ?? id,
  };
}
