import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { draftDatasetRoute, listDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { toSentContent } from '../editor/draft-content.ts';
import { EntryForm } from '../editor/entry-form.tsx';
import { FaultList } from '../editor/fault-list.tsx';
import { TextRow } from '../editor/form-parts.tsx';
import { emptyEntry, listMissing, NewEntry } from './new-entry.ts';

/** Begins an entry from nothing or from a workbook; until it is sent, it is kept on this machine. */
export default function NewDatasetPage() {
  const { subject, department } = useCaller();
  const navigate = useNavigate();
  const { draft, keep, forget } = useDraft(`new-entry:${subject}`, NewEntry, emptyEntry(department));
  const [isChecked, setChecked] = useState(false);
  const create = useAction(draftDatasetRoute, { refreshes: [listDatasetsRoute] });
  const missing = isChecked ? listMissing(draft) : [];
  const send = async (): Promise<void> => {
    setChecked(true);
    if (listMissing(draft).length > 0) return;
    const { dataset, classificationCode, content } = draft;
    const { version } = await create.act({
      body: {
        dataset,
        content: toSentContent(content),
        ...(classificationCode === '' ? {} : { classificationCode }),
      },
    });
    forget();
    await navigate(`/datasets/${dataset}/versions/${version}/edit`);
  };
  return (
    <>
      <PageHeader title="新建信息资源" crumbs={[{ title: '信息资源', to: '/datasets' }]}>
        先建立草稿，草稿只有{department.name}和信息中心看得到；编好后提交审核，发布后各部门才能查到。
      </PageHeader>
      <section className="panel">
        <h2>标识</h2>
        <TextRow
          pointer="/dataset"
          label="信息资源标识"
          hint="用在网址和接口里，由小写字母、数字和短横线组成，例如 elderly-homes。建立后不能更改。"
          value={draft.dataset}
          change={(dataset) => keep({ ...draft, dataset: dataset.trim() })}
        />
        <TextRow
          pointer="/classificationCode"
          label="分类代码（选填）"
          hint="类、项、目、细目的代码，即信息资源代码斜线前的部分。不填时沿用本部门已有信息资源的代码。"
          value={draft.classificationCode}
          change={(classificationCode) => keep({ ...draft, classificationCode: classificationCode.trim() })}
        />
      </section>
      <EntryForm content={draft.content} change={(content) => keep({ ...draft, content })} />
      <FaultList title="建立草稿前须补全" faults={missing} />
      <section className="panel">
        <h2>建立草稿</h2>
        <p>建立后平台分配信息资源代码，并列出提交前还要改正之处；内容可以继续修改。</p>
        {create.error !== null && <ProblemNotice error={create.error} />}
        <div className="actions dialog-actions">
          <Button type="primary" loading={create.isPending} onClick={() => void send().catch(() => undefined)}>
            建立草稿
          </Button>
          <Button
            onClick={() => {
              setChecked(false);
              forget(emptyEntry(department));
            }}
          >
            清空重填
          </Button>
        </div>
      </section>
    </>
  );
}
