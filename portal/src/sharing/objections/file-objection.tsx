import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { GrantedRecord, GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { fileObjectionRoute, listObjectionsRoute } from '../../../../schemas/sharing/objection-routes.ts';
import { readGrantUsageRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type Props = {
  readonly grant: GrantView;
  readonly view: DatasetVersionView;
  readonly record: GrantedRecord;
  /** Personal data: it stands in no address. */
  readonly subject: string;
  readonly close: () => void;
};

const refreshes = [listObjectionsRoute, readGrantUsageRoute];

/** An objection to one field of a record that was found. */
export function FileObjection({ grant, view, record, subject, close }: Props) {
  const labels = new Map(view.content.fields.map(({ key, label }) => [key, label]));
  const [field, setField] = useState(grant.fields[0]?.field ?? '');
  const [evidence, setEvidence] = useState('');
  const [suggested, setSuggested] = useState('');
  const file = useAction(fileObjectionRoute, { refreshes });
  if (file.data !== undefined) return <Filed id={file.data.id} close={close} />;
  const send = () =>
    file.send({
      body: {
        grant: grant.id,
        subject,
        record: record.record,
        field,
        evidence: evidence.trim(),
        ...(suggested.trim() === '' ? {} : { suggested: suggested.trim() }),
      },
    });
  return (
    <section className="panel">
      <h2>提出异议</h2>
      <p>提出以后会标明这一项有异议，照常可以使用。提供部门核实后更正，或者说明理由，您可以在“数据异议”中查看。</p>
      <form
        className="form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <FormField label="哪一项有误">
          {(ids) => (
            <select {...ids} value={field} onChange={({ target }) => setField(target.value)}>
              {grant.fields.map(({ field: key }) => (
                <option key={key} value={key}>
                  {labels.get(key) ?? key}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField label="依据" hint="您看到的材料和不同之处。请勿填写证件号码和电话。">
          {(ids) => (
            <Input {...ids} maxLength={500} value={evidence} onChange={({ target }) => setEvidence(target.value)} />
          )}
        </FormField>
        <FormField label="您认为正确的值" hint="可以不写。只给双方和信息中心看，办结以后不再保存。">
          {(ids) => (
            <Input {...ids} maxLength={200} value={suggested} onChange={({ target }) => setSuggested(target.value)} />
          )}
        </FormField>
        {file.error !== null && <ProblemNotice error={file.error} />}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={file.isPending} disabled={evidence.trim().length < 5}>
            提出
          </Button>
          <Button onClick={close}>不提了</Button>
        </div>
      </form>
    </section>
  );
}

function Filed({ id, close }: { readonly id: string; readonly close: () => void }) {
  return (
    <section className="panel">
      <output>
        异议已经提出。<Link to={`/objections/${id}`}>查看这份异议</Link>
      </output>
      <div className="actions">
        <Button onClick={close}>返回查到的记录</Button>
      </div>
    </section>
  );
}
