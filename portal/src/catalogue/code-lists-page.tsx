import { Link } from 'react-router';
import { z } from 'zod';
import { listCodeListsRoute, readCodeListRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { CodeListListing } from '../../../schemas/catalogue/views.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useAddress } from '../shared/use-address.ts';

const Address = z.object({ list: CodeList.shape.id.optional() });
const admin = { title: '管理', to: '/admin' };

const listColumns: readonly Column<CodeListListing>[] = [
  { title: '代码表', cell: ({ id, name }) => <Link to={`?list=${id}`}>{name}</Link> },
  { title: '编号', cell: ({ id }) => <code>{id}</code>, isMinor: true },
  { title: '标准', cell: ({ standard }) => standardName(standard) },
  { title: '代码', isNumber: true, cell: ({ codeCount }) => `${codeCount} 个` },
  {
    title: '待确认',
    cell: ({ toBeConfirmed }) => (toBeConfirmed === undefined ? '—' : <StateTag tone="waiting">待部门确认</StateTag>),
  },
];

const codeColumns: readonly Column<CodeList['codes'][number]>[] = [
  { title: '代码', cell: ({ code }) => <code>{code}</code> },
  { title: '名称', cell: ({ label }) => label },
  { title: '别名', cell: ({ aliases }) => (aliases.length === 0 ? '—' : aliases.join('、')) },
];

/** The platform's own lists name no standard. */
const standardName = (standard: string): string => (standard === 'Guiji' ? '平台自定' : standard);

/** The code lists that cells are checked by, and the codes of one. */
export default function CodeListsPage() {
  const { address } = useAddress(Address);
  return address.list === undefined ? <CodeLists /> : <OneCodeList id={address.list} />;
}

function CodeLists() {
  const query = useRoute(listCodeListsRoute, {});
  return (
    <>
      <PageHeader title="代码表" crumbs={[admin]}>
        单元格里可以填写代码、名称或别名，平台保存代码。
      </PageHeader>
      <QueryView query={query} what="代码表">
        {({ items }) => <Listing caption="代码表" columns={listColumns} rows={items} rowKey={({ id }) => id} />}
      </QueryView>
    </>
  );
}

function OneCodeList({ id }: { readonly id: string }) {
  const query = useRoute(readCodeListRoute, { params: { codeList: id } });
  return (
    <QueryView query={query} what="代码表">
      {({ name, standard, toBeConfirmed, codes }) => (
        <>
          <PageHeader title={name} crumbs={[admin, { title: '代码表', to: '/admin/code-lists' }]}>
            {standardName(standard)}，共 {codes.length} 个代码。{toBeConfirmed}
          </PageHeader>
          <Listing caption={name} columns={codeColumns} rows={codes} rowKey={({ code }) => code} />
        </>
      )}
    </QueryView>
  );
}
