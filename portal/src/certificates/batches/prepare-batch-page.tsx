import { Button, Input } from 'antd';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { BatchOperation } from '../../../../schemas/certificates/batch.ts';
import { listBatchesRoute, prepareBatchRoute } from '../../../../schemas/certificates/status-routes.ts';
import type { CertificateTypeListing } from '../../../../schemas/certificates/type-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { useOwnTypes } from '../use-types.ts';
import { batchOperations } from './operation-words.ts';
import { listFault, readLines } from './typed-list.ts';

const Draft = z.object({
  operation: BatchOperation.or(z.literal('')),
  by: z.enum(['number', 'identifier']),
  type: z.string(),
  list: z.string(),
  reason: z.string(),
});
type Draft = z.output<typeof Draft>;

const empty: Draft = { operation: '', by: 'number', type: '', list: '', reason: '' };
const minReason = 2;
const maxReason = 500;
const refreshes = [listBatchesRoute];
const crumbs = [
  { title: '电子证照', to: '/certificates' },
  { title: '批量办理', to: '/certificates/batches' },
];

/** What is to be done to which certificates, and why; sending it tries it and changes no certificate. */
export default function PrepareBatchPage() {
  const types = useOwnTypes();
  return (
    <>
      <PageHeader title="新建办理单" crumbs={crumbs}>
        先试算清单中每一份能否办理，不改变任何证照；由另一位经办人复核通过后才办理。以下各项均须填写。
      </PageHeader>
      <QueryView query={types} what="证照类型">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="本部门没有颁发电子证照">
              <p>批量办理由颁证部门和市政府信息中心使用。</p>
            </EmptyState>
          ) : (
            <BatchForm types={items} />
          )
        }
      </QueryView>
    </>
  );
}

function BatchForm({ types }: { readonly types: readonly CertificateTypeListing[] }) {
  const { subject } = useCaller();
  const navigate = useNavigate();
  const { draft, keep, forget } = useDraft(`${subject} certificate-batch`, Draft, empty);
  const set = (changes: Partial<Draft>): void => keep({ ...draft, ...changes });
  const prepare = useAction(prepareBatchRoute, { refreshes });
  const lines = readLines(draft.list);
  const fault = listFault(lines, draft.by);
  const type = draft.type === '' && types.length === 1 ? (types[0]?.type ?? '') : draft.type;
  const reason = draft.reason.trim();
  const isComplete =
    draft.operation !== '' &&
    lines.length > 0 &&
    fault === null &&
    reason.length >= minReason &&
    (draft.by === 'identifier' || type !== '');
  const submit = async (): Promise<void> => {
    if (draft.operation === '') return;
    const { id } = await prepare.act({
      body: {
        operation: draft.operation,
        reason,
        ...(draft.by === 'number' ? { type, numbers: [...lines] } : { identifiers: [...lines] }),
      },
    });
    forget();
    await navigate(`/certificates/batches/${id}`);
  };
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit().catch(() => undefined);
      }}
    >
      <FormField label="办理事项">
        {(ids) => (
          <select
            {...ids}
            value={draft.operation}
            onChange={({ target }) => set({ operation: BatchOperation.safeParse(target.value).data ?? '' })}
          >
            <option value="">请选择办理事项</option>
            {batchOperations.map(([operation, verb]) => (
              <option key={operation} value={operation}>
                {verb}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <CertificatesFields types={types} draft={{ ...draft, type }} set={set} />
      <p className={fault === null ? 'soft' : 'bad'} role={fault === null ? undefined : 'alert'}>
        {fault ?? `清单共 ${formatNumber(lines.length)} 行。`}
      </p>
      <FormField label="原因" hint="写进每一份证照的变更历史，复核人也能看到。">
        {(ids) => (
          <Input.TextArea
            {...ids}
            value={draft.reason}
            rows={2}
            maxLength={maxReason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </FormField>
      {prepare.error !== null && <ProblemNotice error={prepare.error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={prepare.isPending}>
          试算办理单
        </Button>
        <span className="soft">试算不改变任何证照。</span>
      </div>
    </form>
  );
}

type FieldsProps = {
  readonly types: readonly CertificateTypeListing[];
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
};

/** The list stays in the request's body: numbers of some certificates are those of people. */
function CertificatesFields({ types, draft: { by, type, list }, set }: FieldsProps) {
  return (
    <>
      <fieldset className="form-field">
        <legend>怎样列出证照</legend>
        <label className="check">
          <input type="radio" name="by" checked={by === 'number'} onChange={() => set({ by: 'number' })} />
          按证照编号
        </label>
        <label className="check">
          <input type="radio" name="by" checked={by === 'identifier'} onChange={() => set({ by: 'identifier' })} />
          按证照标识
        </label>
      </fieldset>
      {by === 'number' && (
        <FormField label="证照类型">
          {(ids) => (
            <select {...ids} value={type} onChange={({ target }) => set({ type: target.value })}>
              <option value="">请选择证照类型</option>
              {types.map((one) => (
                <option key={one.type} value={one.type}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </FormField>
      )}
      <FormField
        label={by === 'number' ? '证照编号' : '证照标识'}
        hint="一行一个，最多 2,000 行；可以从表格中复制一列，粘贴在这里。"
      >
        {(ids) => (
          <Input.TextArea
            {...ids}
            value={list}
            rows={8}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => set({ list: target.value })}
          />
        )}
      </FormField>
    </>
  );
}
