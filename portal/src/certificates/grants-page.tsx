import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { listCertificateGrantsRoute } from '../../../schemas/certificates/grant-routes.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useTypeNames } from './use-type-names.ts';

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
  const nameOfType = useTypeNames();
  const typeName = (type: string): string => nameOfType(type) ?? type;
  return (
    <>
      <PageHeader title="按账号的证照授权" crumbs={[{ title: '管理', to: '/admin' }]}>
        这里是以前按账号给出的授权，不再增加；新的授权由各部门提出共享申请，见“数据授权”。把这里的授权转为部门的数据授权或者取消，由运行维护人员用命令“guiji
        admin grants”办理，写明理由并留痕。
      </PageHeader>
      <QueryView query={grants} what="证照授权">
        {({ items, actors, fieldLabels }) =>
          items.length === 0 ? (
            <EmptyState title="没有按账号给出的证照授权" />
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
