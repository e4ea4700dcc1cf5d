import { Button } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { searchAccountsRoute } from '../../../../schemas/departments/account-routes.ts';
import type { Account } from '../../../../schemas/departments/account.ts';
import { roleNames } from '../../../../schemas/openapi/room-names.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { DepartmentName } from '../../shared/department-name.tsx';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { AccountForm } from './account-form.tsx';
import { AccountSwitch } from './account-switch.tsx';

const Address = z.object({ department: z.string().max(60).optional() });
const kindNames = { person: '人员', system: '系统' } as const satisfies Record<Account['kind'], string>;

const columns: readonly Column<Account>[] = [
  { title: '名称', cell: ({ name }) => name },
  { title: '标识', cell: ({ subject }) => <code>{subject}</code>, isMinor: true },
  { title: '类别', cell: ({ kind }) => kindNames[kind] },
  { title: '部门', cell: ({ department }) => <DepartmentName id={department} /> },
  { title: '角色', cell: ({ roles }) => roles.map((role) => roleNames[role]).join('、') },
  { title: '负责人', cell: ({ responsible }) => responsible ?? '—', isMinor: true },
  {
    title: '状态',
    cell: ({ active }) => (active ? <StateTag tone="good">使用中</StateTag> : <StateTag tone="idle">已停用</StateTag>),
  },
];

/** An account is chosen on the page, not by its address: an issuer may give a person's login name as its id. */
type Chosen = { readonly what: 'add' } | { readonly what: 'change'; readonly account: Account } | null;

/** People and client ids; the centre registers, changes, deactivates and reactivates them. */
export default function AccountsPage() {
  const [chosen, setChosen] = useState<Chosen>(null);
  const [said, setSaid] = useState<string | null>(null);
  const leave = (sentence: string | null): void => {
    setSaid(sentence);
    setChosen(null);
  };
  if (chosen !== null)
    return <AccountForm before={chosen.what === 'change' ? chosen.account : undefined} leave={leave} />;
  return (
    <>
      <PageHeader
        title="账号"
        crumbs={[{ title: '管理', to: '/admin' }]}
        actions={
          <Button type="primary" onClick={() => setChosen({ what: 'add' })}>
            登记账号
          </Button>
        }
      >
        人员以登录标识、系统以客户端编号登记。调整和停用在一分钟内生效，账号和留痕始终保留。
      </PageHeader>
      {said !== null && <output className="said">{said}</output>}
      <AccountList change={(account) => setChosen({ what: 'change', account })} say={setSaid} />
    </>
  );
}

type AccountListProps = {
  readonly change: (account: Account) => void;
  readonly say: (sentence: string) => void;
};

function AccountList({ change, say }: AccountListProps) {
  const { address, change: filter } = useAddress(Address);
  const { departments } = useDepartments();
  // The cursor holds an account's id: it stays out of the address, too.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = useRoute(searchAccountsRoute, {
    body: {
      ...(address.department === undefined ? {} : { department: address.department }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  const choose = (department: string | undefined): void => {
    setCursors([]);
    filter({ department });
  };
  return (
    <>
      <FilterBar isFiltered={address.department !== undefined} clear={() => choose(undefined)}>
        <Choice
          label="部门"
          value={address.department}
          options={departments.map(({ id, name }) => [id, name])}
          choose={choose}
          all="全部部门"
        />
      </FilterBar>
      <QueryView query={query} what="账号">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title="这个部门还没有账号">
                <p>登记账号以后，部门的人员才能登录，系统才能调用接口。</p>
              </EmptyState>
            ) : (
              <Listing
                caption="账号"
                columns={[...columns, actionsColumn(change, say)]}
                rows={items}
                rowKey={({ subject }) => subject}
              />
            )}
            <nav className="pager" aria-label="翻页">
              {cursors.length > 0 && (
                <button type="button" className="link-button" onClick={() => setCursors(cursors.slice(0, -1))}>
                  上一页
                </button>
              )}
              {next !== undefined && (
                <button type="button" className="link-button" onClick={() => setCursors([...cursors, next])}>
                  下一页
                </button>
              )}
            </nav>
          </>
        )}
      </QueryView>
    </>
  );
}

const actionsColumn = (change: AccountListProps['change'], say: AccountListProps['say']): Column<Account> => ({
  title: '办理',
  cell: (account) => (
    <span className="actions">
      <button type="button" className="link-button" aria-label={`调整${account.name}`} onClick={() => change(account)}>
        调整
      </button>
      <AccountSwitch account={account} say={say} />
    </span>
  ),
});
