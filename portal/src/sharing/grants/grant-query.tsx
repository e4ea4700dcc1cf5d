import { Button, Input } from 'antd';
import { useState } from 'react';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { GrantedRecord, GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { queryUnderGrantRoute, readGrantUsageRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { FileObjection } from '../objections/file-objection.tsx';
import { recordColumns } from './record-columns.tsx';

type Props = { readonly grant: GrantView; readonly view: DatasetVersionView };

const subjectNames = { person: '公民身份号码', organization: '统一社会信用代码' } as const;

/**
 * A query under a grant, which is counted and recorded like any other. What is typed is personal data: it stands
 * neither in the address nor in a draft.
 */
export function GrantQuery({ grant, view }: Props) {
  const { subject } = view.content;
  const [caseNumber, setCaseNumber] = useState('');
  const [number, setNumber] = useState('');
  const query = useAction(queryUnderGrantRoute, { refreshes: [readGrantUsageRoute] });
  const isCaseOptional = grant.caseNumbers === 'optional';
  const caseGiven = caseNumber.trim();
  if (subject === undefined) return null;
  return (
    <section className="panel">
      <h2>查询</h2>
      <p>每次查询都计入用量，并留下使用记录，提供部门可以看到。</p>
      <form
        className="form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          query.send({
            params: { grant: grant.id },
            body: {
              subject: number.trim(),
              matter: grant.matter,
              ...(caseGiven === '' ? {} : { caseNumber: caseGiven }),
            },
          });
        }}
      >
        <FormField
          label={isCaseOptional ? '办件编号（选填）' : '办件编号'}
          hint="为哪一件业务查询，例如 BJ-2026-000123。"
        >
          {(ids) => (
            <Input {...ids} maxLength={100} value={caseNumber} onChange={({ target }) => setCaseNumber(target.value)} />
          )}
        </FormField>
        <FormField label={subjectNames[subject.kind]}>
          {(ids) => (
            <Input {...ids} autoComplete="off" value={number} onChange={({ target }) => setNumber(target.value)} />
          )}
        </FormField>
        {query.error !== null && <ProblemNotice error={query.error} />}
        <div className="actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={query.isPending}
            disabled={number.trim() === '' || (caseGiven === '' && !isCaseOptional)}
          >
            查询
          </Button>
        </div>
      </form>
      {query.data !== undefined && (
        <Answer
          key={query.submittedAt}
          grant={grant}
          view={view}
          items={query.data.items}
          subject={query.variables?.request.body?.subject ?? ''}
        />
      )}
    </section>
  );
}

type AnswerProps = Props & { readonly items: readonly GrantedRecord[]; readonly subject: string };

function Answer({ grant, view, items, subject }: AnswerProps) {
  const [disputed, setDisputed] = useState<GrantedRecord | null>(null);
  if (items.length === 0) return <output>授权范围内没有这个主体的记录。</output>;
  return (
    <>
      <Listing
        caption="查到的记录"
        columns={[...columnsOf(grant, view), objectionColumn(setDisputed)]}
        rows={items}
        rowKey={({ record }) => record}
      />
      {disputed !== null && (
        <FileObjection
          key={disputed.record}
          grant={grant}
          view={view}
          record={disputed}
          subject={subject}
          close={() => setDisputed(null)}
        />
      )}
    </>
  );
}

function objectionColumn(choose: (record: GrantedRecord) => void): Column<GrantedRecord> {
  return {
    title: '办理',
    cell: (record) => (
      <button type="button" className="link-button" onClick={() => choose(record)}>
        提出异议
      </button>
    ),
  };
}

function columnsOf({ fields }: GrantView, { content }: DatasetVersionView): readonly Column<GrantedRecord>[] {
  const labels = new Map(content.fields.map(({ key, label }) => [key, label]));
  return recordColumns(fields.map(({ field }) => ({ field, title: labels.get(field) ?? field })));
}
