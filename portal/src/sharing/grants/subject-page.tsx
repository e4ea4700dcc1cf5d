import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { maskNames } from '../../../../schemas/catalogue/labels.ts';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { GrantedRecord, SubjectViewEntry } from '../../../../schemas/sharing/grant-use.ts';
import { readGrantUsageRoute, viewSubjectRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { Listing } from '../../shared/listing/listing.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDatasetNames } from '../../shared/use-dataset-names.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { recordColumns } from './record-columns.tsx';

const crumbs = [{ title: '数据授权', to: '/grants' }];

/**
 * What all grants of the department show of one person or organization; each is counted and recorded like a query of
 * its own. What is typed is personal data: it stands neither in the address nor in a draft.
 */
export default function SubjectPage() {
  const [caseNumber, setCaseNumber] = useState('');
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<readonly SubjectViewEntry[]>([]);
  const view = useAction(viewSubjectRoute, { refreshes: [readGrantUsageRoute] });
  const ask = async (cursor?: string): Promise<void> => {
    const body = { subject: number.trim(), caseNumber: caseNumber.trim(), limit: 10 };
    // A refusal is shown by `view.error`.
    const answer = await view
      .act({ body: { ...body, ...(cursor === undefined ? {} : { cursor }) } })
      .catch(() => undefined);
    if (answer !== undefined) setFound((before) => [...before, ...answer.items]);
  };
  const next = view.data?.next;
  return (
    <>
      <PageHeader title="查一个人或单位" crumbs={crumbs}>
        按本部门现在有效的授权，一次查完一个人或单位的数据。每个授权都各计一次用量，并留下使用记录，提供部门可以看到。
      </PageHeader>
      <section className="panel">
        <form
          className="form"
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            setFound([]);
            void ask();
          }}
        >
          <FormField label="办件编号" hint="为哪一件业务查询，例如 BJ-2026-000123。">
            {(ids) => (
              <Input
                {...ids}
                maxLength={100}
                value={caseNumber}
                onChange={({ target }) => setCaseNumber(target.value)}
              />
            )}
          </FormField>
          <FormField label="公民身份号码或统一社会信用代码">
            {(ids) => (
              <Input {...ids} autoComplete="off" value={number} onChange={({ target }) => setNumber(target.value)} />
            )}
          </FormField>
          {view.error !== null && <ProblemNotice error={view.error} />}
          <div className="actions">
            <Button
              type="primary"
              htmlType="submit"
              loading={view.isPending}
              disabled={number.trim() === '' || caseNumber.trim() === ''}
            >
              查询
            </Button>
          </div>
        </form>
      </section>
      {view.data !== undefined && found.length === 0 && !view.isPending && (
        <output>本部门没有现在有效、可以查询的授权。</output>
      )}
      {found.map((entry) => (
        <Entry key={entry.grant} entry={entry} />
      ))}
      {next !== undefined && (
        <div className="actions">
          <Button loading={view.isPending} onClick={() => void ask(next)}>
            按其余的授权继续查询
          </Button>
        </div>
      )}
    </>
  );
}

function Entry({ entry }: { readonly entry: SubjectViewEntry }) {
  const datasetName = useDatasetNames();
  const { nameOf } = useDepartments();
  const { grant, dataset, provider, matter, answer, refusal } = entry;
  return (
    <section className="panel">
      <h2>{datasetName(dataset)}</h2>
      <p>
        {nameOf(provider)}提供，用于{matter}，<Link to={`/grants/${grant}`}>查看授权</Link>
      </p>
      {refusal !== undefined && (
        <output>
          {refusal.title}：{refusal.detail}
        </output>
      )}
      {answer !== undefined && <Answer entry={entry} items={answer.items} more={answer.more} />}
    </section>
  );
}

type AnswerProps = {
  readonly entry: SubjectViewEntry;
  readonly items: readonly GrantedRecord[];
  readonly more: boolean;
};

function Answer({ entry: { dataset, fields }, items, more }: AnswerProps) {
  const read = useRoute(readDatasetRoute, { params: { dataset } });
  if (items.length === 0) return <output>授权范围内没有这个主体的记录。</output>;
  const labels = new Map(read.data?.content.fields.map(({ key, label }) => [key, label]));
  const columns = recordColumns(
    fields.map(({ field, mask }) => ({
      field,
      title: `${labels.get(field) ?? field}${mask === 'none' ? '' : `（脱敏：${maskNames[mask]}）`}`,
    })),
  );
  return (
    <>
      <Listing caption="查到的记录" columns={columns} rows={items} rowKey={({ record }) => record} />
      {more && <p>还有没有列出的记录，请到授权页按业务主键查询。</p>}
    </>
  );
}
