import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  addAccountRoute,
  changeAccountRoute,
  searchAccountsRoute,
} from '../../../../schemas/departments/account-routes.ts';
import type { Account } from '../../../../schemas/departments/account.ts';
import { Role } from '../../../../schemas/kernel/role.ts';
import { roleNames } from '../../../../schemas/openapi/room-names.ts';
import { readAllPages } from '../../shared/api/read-all-pages.ts';
import { useAction, useApi } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDepartments } from '../../shared/use-departments.ts';

type AccountFormProps = {
  /** The account to change; absent for a new one. */
  readonly before: Account | undefined;
  /** Takes the sentence that says what is so now; `null` when nothing was sent. */
  readonly leave: (sentence: string | null) => void;
};

type Draft = Pick<Account, 'subject' | 'kind' | 'name' | 'department' | 'roles'> & {
  readonly responsible: string;
  readonly reason: string;
};

const empty: Draft = {
  subject: '',
  kind: 'person',
  name: '',
  department: '',
  roles: ['provider'],
  responsible: '',
  reason: '',
};
const limit = 200;

/** Registers an account, or changes its name, department, roles and responsible person. */
export function AccountForm({ before, leave }: AccountFormProps) {
  const [draft, setDraft] = useState<Draft>(() =>
    before === undefined ? empty : { ...before, responsible: before.responsible ?? '', reason: '' },
  );
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const { isComplete, isSending, error, send } = useSendAccount(draft, before);
  const submit = async (): Promise<void> => {
    await send();
    leave(
      before === undefined
        ? `“${draft.name}”已登记，一分钟内可以使用。`
        : `“${draft.name}”已调整，一分钟内按新的内容生效。`,
    );
  };
  return (
    <>
      <PageHeader
        title={before === undefined ? '登记账号' : `调整账号：${before.name}`}
        crumbs={[
          { title: '管理', to: '/admin' },
          { title: '账号', to: '/admin/accounts' },
        ]}
      >
        除注明选填外均须填写。
      </PageHeader>
      <form
        className="panel form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit().catch(() => undefined);
        }}
      >
        {before === undefined && <IdentityFields draft={draft} set={set} />}
        <FormField label="名称">
          {(ids) => <Input {...ids} value={draft.name} onChange={({ target }) => set({ name: target.value })} />}
        </FormField>
        <DutyFields draft={draft} set={set} isAnswered={before?.responsible !== undefined} />
        <FormField label="理由" hint="写进改动留痕。">
          {(ids) => <Input {...ids} value={draft.reason} onChange={({ target }) => set({ reason: target.value })} />}
        </FormField>
        {error !== null && <ProblemNotice error={error} />}
        <div className="actions">
          <Button type="primary" htmlType="submit" disabled={!isComplete} loading={isSending}>
            {before === undefined ? '登记账号' : '调整账号'}
          </Button>
          <Button onClick={() => leave(null)}>返回账号清单</Button>
        </div>
      </form>
    </>
  );
}

type FieldsProps = { readonly draft: Draft; readonly set: (changes: Partial<Draft>) => void };

function IdentityFields({ draft, set }: FieldsProps) {
  return (
    <>
      <FormField label="类别">
        {(ids) => (
          <select
            {...ids}
            value={draft.kind}
            onChange={({ target }) => set({ kind: target.value === 'system' ? 'system' : 'person' })}
          >
            <option value="person">人员</option>
            <option value="system">系统</option>
          </select>
        )}
      </FormField>
      <FormField
        label={draft.kind === 'person' ? '登录标识' : '客户端编号'}
        hint="由身份服务给出，登记后不能修改；不能使用身份证号。"
      >
        {(ids) => <Input {...ids} value={draft.subject} onChange={({ target }) => set({ subject: target.value })} />}
      </FormField>
    </>
  );
}

/** Who answers for an account may change, but is not taken away. */
function DutyFields({ draft, set, isAnswered }: FieldsProps & { readonly isAnswered: boolean }) {
  const { departments } = useDepartments();
  const people = usePeople().filter(({ subject }) => subject !== draft.subject);
  return (
    <>
      <FormField label="部门">
        {(ids) => (
          <select {...ids} value={draft.department} onChange={({ target }) => set({ department: target.value })}>
            <option value="">请选择部门</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <fieldset className="form-field">
        <legend>角色</legend>
        {Role.options.map((role) => (
          <label key={role} className="check">
            <input
              type="checkbox"
              checked={draft.roles.includes(role)}
              onChange={({ target }) =>
                set({
                  roles: Role.options.filter((one) => (one === role ? target.checked : draft.roles.includes(one))),
                })
              }
            />
            {roleNames[role]}
          </label>
        ))}
      </fieldset>
      <FormField
        label="负责人（选填）"
        hint="系统账号，或同一人的第二个账号，由谁负责；须由另一人办理的事项，负责人及其名下的账号算同一人。"
      >
        {(ids) => (
          <select {...ids} value={draft.responsible} onChange={({ target }) => set({ responsible: target.value })}>
            {!isAnswered && <option value="">没有指定</option>}
            {people.map(({ subject, name }) => (
              <option key={subject} value={subject}>
                {name}（{subject}）
              </option>
            ))}
          </select>
        )}
      </FormField>
    </>
  );
}

/** Everybody who may answer for an account: people whose account is in use. */
function usePeople(): readonly Account[] {
  const api = useApi();
  const { data = [] } = useQuery({
    queryKey: [searchAccountsRoute.operation, 'people'],
    queryFn: () => readAllPages((cursor) => api.call(searchAccountsRoute, { body: { limit, ...cursor } })),
  });
  return data.filter(({ kind, active }) => kind === 'person' && active);
}

/** A change names only what differs: own roles, even unchanged ones, may only be set by a colleague. */
function useSendAccount(draft: Draft, before: Account | undefined) {
  const refreshes = [searchAccountsRoute];
  const add = useAction(addAccountRoute, { refreshes });
  const change = useAction(changeAccountRoute, { refreshes });
  const [subject, name, reason] = [draft.subject.trim(), draft.name.trim(), draft.reason.trim()];
  const { kind, department, roles, responsible } = draft;
  const withResponsible = responsible === '' ? {} : { responsible };
  return {
    isComplete: subject !== '' && name !== '' && department !== '' && roles.length > 0 && reason.length >= 2,
    isSending: add.isPending || change.isPending,
    error: add.error ?? change.error,
    send: async (): Promise<Account> =>
      before === undefined
        ? await add.act({ body: { subject, kind, name, department, roles, ...withResponsible, reason } })
        : await change.act({
            body: {
              subject: before.subject,
              ...(name === before.name ? {} : { name }),
              ...(department === before.department ? {} : { department }),
              ...(roles.join() === before.roles.join() ? {} : { roles }),
              ...(responsible === (before.responsible ?? '') ? {} : withResponsible),
              reason,
            },
          }),
  };
}
