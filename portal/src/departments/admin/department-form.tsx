import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Department, UnitKind, unitKindNames } from '../../../../schemas/departments/department.ts';
import {
  addDepartmentRoute,
  changeDepartmentRoute,
  listDepartmentsRoute,
} from '../../../../schemas/departments/routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

const newId = 'new';
const crumbs = [
  { title: '管理', to: '/admin' },
  { title: '部门', to: '/admin/departments' },
];

/** Registers a department, or changes one; `id` is `new` or a department's. */
export function DepartmentForm({ id }: { readonly id: string }) {
  const listed = useRoute(listDepartmentsRoute, { query: { limit: '200' } });
  if (id === newId) return <Form before={undefined} />;
  return (
    <QueryView query={listed} what="部门">
      {({ items }) => {
        const before = items.find((department) => department.id === id);
        return before === undefined ? <EmptyState title={`没有编号为 ${id} 的部门`} /> : <Form before={before} />;
      }}
    </QueryView>
  );
}

type Draft = {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly division: string;
  readonly aliases: string;
  readonly creditCode: string;
  readonly batch: string;
  readonly linkDeadline: string;
  readonly reason: string;
};

const emptyDraft: Draft = {
  id: '',
  name: '',
  kind: 'department',
  division: '',
  aliases: '',
  creditCode: '',
  batch: '',
  linkDeadline: '',
  reason: '',
};

function toDraft(before: Department | undefined): Draft {
  if (before === undefined) return emptyDraft;
  const { id, name, kind, division = '', aliases, creditCode = '', batch, linkDeadline = '' } = before;
  return {
    id,
    name,
    kind: kind ?? 'department',
    division,
    aliases: aliases.join('、'),
    creditCode,
    batch: batch === undefined ? '' : String(batch),
    linkDeadline,
    reason: '',
  };
}

/** Empty fields are left out; aliases are separated by 、, a comma or a space. */
function toDepartment(draft: Draft, before: Department | undefined) {
  const { id, name, kind, division, aliases, creditCode, batch, linkDeadline } = draft;
  return Department.omit({ id: true }).safeParse({
    id,
    name: name.trim(),
    kind,
    ...(kind !== 'county' || division.trim() === '' ? {} : { division: division.trim() }),
    aliases: aliases.split(/[、，,\s]+/).filter((alias) => alias !== ''),
    ...(creditCode.trim() === '' ? {} : { creditCode: creditCode.trim() }),
    ...(batch === '' ? {} : { batch: Number(batch) }),
    ...(linkDeadline === '' ? {} : { linkDeadline }),
    toBeConfirmed: before?.toBeConfirmed ?? [],
  }).data;
}

function Form({ before }: { readonly before: Department | undefined }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => toDraft(before));
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const add = useAction(addDepartmentRoute, { refreshes: [listDepartmentsRoute] });
  const change = useAction(changeDepartmentRoute, { refreshes: [listDepartmentsRoute] });
  const content = toDepartment(draft, before);
  const reason = draft.reason.trim();
  const isComplete = content !== undefined && reason.length >= 2 && draft.id !== '';
  const send = async (): Promise<void> => {
    if (content === undefined) return;
    const body = { ...content, reason };
    await (before === undefined
      ? add.act({ body: { id: draft.id.trim(), ...body } })
      : change.act({ params: { department: before.id }, body }));
    await navigate('/admin/departments');
  };
  const error = add.error ?? change.error;
  return (
    <>
      <PageHeader title={before?.name ?? '登记部门'} crumbs={crumbs}>
        除注明选填外均须填写。
      </PageHeader>
      <form
        className="panel form"
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch(() => undefined);
        }}
      >
        <NameFields draft={draft} set={set} isNew={before === undefined} />
        <DutyFields draft={draft} set={set} />
        {error !== null && <ProblemNotice error={error} />}
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={add.isPending || change.isPending}>
          {before === undefined ? '登记部门' : '修改部门'}
        </Button>
      </form>
    </>
  );
}

type FieldsProps = { readonly draft: Draft; readonly set: (changes: Partial<Draft>) => void };

function NameFields({ draft, set, isNew }: FieldsProps & { readonly isNew: boolean }) {
  return (
    <>
      {isNew && (
        <FormField label="编号" hint="小写英文字母、数字和连字符，登记后不能修改，例如 emergency-management。">
          {(ids) => <Input {...ids} value={draft.id} onChange={({ target }) => set({ id: target.value })} />}
        </FormField>
      )}
      <FormField label="名称">
        {(ids) => <Input {...ids} value={draft.name} onChange={({ target }) => set({ name: target.value })} />}
      </FormField>
      <FormField label="类别">
        {(ids) => (
          <select {...ids} value={draft.kind} onChange={({ target }) => set({ kind: UnitKind.parse(target.value) })}>
            {Object.entries(unitKindNames).map(([kind, name]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {draft.kind === 'county' && (
        <FormField label="行政区划代码（选填）" hint="国家标准的 6 位代码，例如 411102。功能区没有，不填写。">
          {(ids) => (
            <Input {...ids} value={draft.division} onChange={({ target }) => set({ division: target.value })} />
          )}
        </FormField>
      )}
    </>
  );
}

function DutyFields({ draft, set }: FieldsProps) {
  return (
    <>
      <FormField label="别名（选填）" hint="简称和通知中的叫法，用顿号分开；搜索时都能找到。">
        {(ids) => <Input {...ids} value={draft.aliases} onChange={({ target }) => set({ aliases: target.value })} />}
      </FormField>
      <FormField label="统一社会信用代码（选填）" hint="由部门确认后填写。">
        {(ids) => (
          <Input {...ids} value={draft.creditCode} onChange={({ target }) => set({ creditCode: target.value })} />
        )}
      </FormField>
      <FormField label="批次（选填）">
        {(ids) => (
          <select {...ids} value={draft.batch} onChange={({ target }) => set({ batch: target.value })}>
            <option value="">不分批次</option>
            <option value="1">第一批</option>
            <option value="2">第二批</option>
            <option value="3">第三批</option>
          </select>
        )}
      </FormField>
      <FormField label="挂接期限（选填）">
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={draft.linkDeadline}
            onChange={({ target }) => set({ linkDeadline: target.value })}
          />
        )}
      </FormField>
      <FormField label="理由" hint="写进改动留痕。">
        {(ids) => <Input {...ids} value={draft.reason} onChange={({ target }) => set({ reason: target.value })} />}
      </FormField>
    </>
  );
}
