import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Actor } from '../../../schemas/departments/actor.ts';
import { findAuditEntriesRoute } from '../../../schemas/sharing/audit-routes.ts';
import { useAction } from '../shared/api/use-api.ts';
import { FormField } from '../shared/forms/form-field.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { Loading } from '../shared/states/loading.tsx';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';
import type { Use } from './use-columns.tsx';
import { UsesTable } from './uses-list.tsx';

const limit = 50;

type Found = {
  readonly subject: string;
  readonly uses: readonly Use[];
  readonly actors: readonly Actor[];
  readonly next: string | undefined;
};

/** Who used one subject's data. The number is sent in the body, and stands neither in the address nor in a draft. */
export function SubjectUses() {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const find = useAction(findAuditEntriesRoute, { refreshes: [] });
  const search = async (subject: string, before?: Found): Promise<void> => {
    if (before === undefined) setFound(null);
    const cursor = before?.next;
    const page = await find.act({
      body: { subject, limit, ...(cursor === undefined ? {} : { cursor }) },
    });
    setFound({
      subject,
      uses: [...(before?.uses ?? []), ...page.items],
      actors: [...(before?.actors ?? []), ...page.actors],
      next: page.next,
    });
  };
  return (
    <>
      <form
        className="panel form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void search(typed.trim()).catch(() => undefined);
        }}
      >
        <h2>查谁用过一个主体的数据</h2>
        <p>您填写的号码不会留在地址栏和这台电脑上；这次查询本身也会留下使用记录。</p>
        <FormField label="证件号码" hint="公民身份号码，或统一社会信用代码。">
          {(ids) => (
            <Input
              {...ids}
              autoComplete="off"
              maxLength={100}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </FormField>
        <Button type="primary" htmlType="submit" loading={find.isPending} disabled={typed.trim() === ''}>
          查使用记录
        </Button>
      </form>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.isPending && found === null && <Loading what="使用记录" />}
      {found !== null && (
        <FoundUses found={found} more={() => void search(found.subject, found).catch(() => undefined)} />
      )}
    </>
  );
}

function FoundUses({ found: { uses, actors, next }, more }: { readonly found: Found; readonly more: () => void }) {
  return (
    <>
      {uses.length > 0 && <UsesTable uses={uses} actors={actors} />}
      {uses.length === 0 && next === undefined && (
        <EmptyState title="没有查到使用记录">
          <p>没有人使用过这个主体的数据，或者使用与您的部门无关。请核对号码。</p>
        </EmptyState>
      )}
      {next !== undefined && (
        <p>
          <button type="button" className="link-button" onClick={more}>
            继续列出更早的
          </button>
        </p>
      )}
    </>
  );
}
