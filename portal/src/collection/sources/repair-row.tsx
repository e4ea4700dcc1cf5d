import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { RejectedRow } from '../../../../schemas/collection/sources/rejected-row.ts';
import {
  listRejectedRowsRoute,
  readRejectedRowRoute,
  readSourceRoute,
  replayRejectedRowsRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

type RepairProps = {
  readonly source: Source;
  readonly fields: readonly Field[];
  readonly id: string;
  readonly close: () => void;
};
type Values = Readonly<Record<string, string>>;

const minReason = 2;
const columns = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))', gap: 16 };

/** Shows one rejected row as it came, lets it be mended, and sends it through the checks again. */
export function RepairRow({ source, fields, id, close }: RepairProps) {
  const { dataset, channel } = source;
  const read = useRoute(readRejectedRowRoute, { params: { dataset, channel, rejectedRow: id } });
  return (
    <section className="panel">
      <h2>退回行的内容</h2>
      <QueryView query={read} what="退回行">
        {({ rejectedRow, values, text }) =>
          rejectedRow.kind === 'page' ? (
            <>
              <p>{rejectedRow.detail}</p>
              <pre style={{ overflow: 'auto', maxHeight: 320, whiteSpace: 'pre-wrap' }}>{text}</pre>
              <p>这一页无法识别，不能逐行改正。请提供部门检查服务，改好以后重放全部退回行，平台会重新读取。</p>
              <Button onClick={close}>关闭</Button>
            </>
          ) : (
            <RepairForm source={source} fields={fields} row={rejectedRow} original={values} close={close} />
          )
        }
      </QueryView>
    </section>
  );
}

/** Only what was changed is sent; the values are nowhere kept on this machine. */
function correctionOf(original: Values, typed: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([key, value]) => value !== (original[key] ?? '')));
}

type FormProps = {
  readonly source: Source;
  readonly fields: readonly Field[];
  readonly row: RejectedRow;
  readonly original: Values;
  readonly close: () => void;
};

function RepairForm({ source: { dataset, channel }, fields, row, original, close }: FormProps) {
  const reasonId = useId();
  const [typed, setTyped] = useState<Values>({});
  const [reason, setReason] = useState('');
  const { act, isPending, isSuccess, error } = useAction(replayRejectedRowsRoute, {
    refreshes: [listRejectedRowsRoute, readSourceRoute],
  });
  const correction = correctionOf(original, typed);
  const changes = Object.keys(correction).length;
  if (isSuccess)
    return (
      <>
        <output style={{ display: 'block', marginBottom: 8 }}>
          已送去重新检查。合格的会公开，并从下面的列表中消失；仍不合格的会留在列表中，写明原因。
        </output>
        <Button onClick={close}>关闭</Button>
      </>
    );
  const send = (): void =>
    void act({
      params: { dataset, channel },
      body: { reason: reason.trim(), rejectedRows: [{ id: row.id, ...(changes === 0 ? {} : { correction }) }] },
    }).catch(() => undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="bad">{row.detail}</p>
      <div style={columns}>
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            isFaulty={field.key === row.field}
            value={typed[field.key] ?? original[field.key] ?? ''}
            type={(value) => setTyped({ ...typed, [field.key]: value })}
          />
        ))}
      </div>
      <p style={{ marginBottom: 0 }}>
        <label htmlFor={reasonId}>理由（会记入办理经过）</label>
        <Input id={reasonId} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </p>
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions dialog-actions">
        <Button type="primary" htmlType="submit" loading={isPending} disabled={reason.trim().length < minReason}>
          {changes === 0 ? '重放' : '改正并重放'}
        </Button>
        <Button onClick={close}>先不改正</Button>
      </div>
    </form>
  );
}

type FieldInputProps = {
  readonly field: Field;
  readonly isFaulty: boolean;
  readonly value: string;
  readonly type: (value: string) => void;
};

function FieldInput({ field, isFaulty, value, type }: FieldInputProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={isFaulty ? 'bad' : undefined}>
        {field.label}
        {isFaulty && '（请改正）'}
      </label>
      <Input
        id={id}
        value={value}
        aria-invalid={isFaulty}
        {...(isFaulty ? { status: 'error' } : {})}
        onChange={({ target }) => type(target.value)}
      />
    </div>
  );
}
