import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import { datasetStatusNames } from '../../../../schemas/catalogue/labels.ts';
import {
  editDraftRoute,
  listDatasetsRoute,
  listVersionsRoute,
  readDatasetRoute,
  readVersionRoute,
  submitDatasetRoute,
} from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { datasetTones } from '../../shared/names.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { type DraftContent, EditorDraft, toSentContent } from './draft-content.ts';
import { EntryForm } from './entry-form.tsx';
import { FaultList } from './fault-list.tsx';

const Params = z.object({ dataset: z.string(), version: z.string() });
const refreshes = [readVersionRoute, listVersionsRoute, readDatasetRoute, listDatasetsRoute];

/** Compiles a version of an entry: metadata and fields, saved as a draft, then sent to the centre's review. */
export default function EditorPage() {
  const { dataset, version } = Params.parse(useParams());
  const read = useRoute(readVersionRoute, { params: { dataset, version } });
  return (
    <QueryView query={read} what="目录版本">
      {(view) => (
        <>
          <PageHeader
            title={`编制：${view.content.metadata.name}（第 ${view.version} 版）`}
            crumbs={[
              { title: '信息资源', to: '/datasets' },
              { title: view.content.metadata.name, to: `/datasets/${dataset}?tab=versions` },
            ]}
            state={<StateTag tone={datasetTones[view.status]}>{datasetStatusNames[view.status]}</StateTag>}
          />
          {view.status === 'draft' || view.status === 'returned' ? <Editor view={view} /> : <Closed view={view} />}
        </>
      )}
    </QueryView>
  );
}

function Closed({ view: { status, dataset, version } }: { readonly view: DatasetVersionView }) {
  return (
    <section className="panel">
      <p>
        {status === 'submitted'
          ? '已送交信息中心审核，审核结束前不能修改。结果会出现在“我的工作”。'
          : `这一版${datasetStatusNames[status]}，不能修改。要改动，请从已发布的版本起草新版本。`}
      </p>
      <p>
        <Link to={`/datasets/${dataset}?tab=versions`}>看各个版本</Link>　
        <Link to={`/datasets/${dataset}/versions/${version}/compare`}>与其他版本比较</Link>
      </p>
    </section>
  );
}

function Editor({ view }: { readonly view: DatasetVersionView }) {
  const { dataset, version, lockVersion } = view;
  const { subject } = useCaller();
  const saved: EditorDraft = { lockVersion, content: view.content };
  const { draft, keep, forget, readNewest } = useDraft(`entry:${subject}:${dataset}:${version}`, EditorDraft, saved);
  const [isSaved, setSaved] = useState(false);
  const save = useAction(editDraftRoute, { refreshes });
  const submit = useAction(submitDatasetRoute, { refreshes });
  const params = { dataset, version: `${version}` };
  const change = (content: DraftContent): void => {
    setSaved(false);
    keep({ ...draft, content });
  };
  const saveDraft = async (): Promise<DatasetVersionView> => {
    const next = await save.act({
      params,
      body: { lockVersion: draft.lockVersion, content: toSentContent(draft.content) },
    });
    const { content } = readNewest();
    const isAllSaved = content === draft.content;
    if (isAllSaved) forget({ lockVersion: next.lockVersion, content: next.content });
    // More was typed meanwhile: it goes on from what is saved now.
    else keep({ lockVersion: next.lockVersion, content });
    setSaved(isAllSaved);
    return next;
  };
  const saveAndSubmit = async (): Promise<void> => {
    const next = await saveDraft();
    await submit.act({ params, body: { lockVersion: next.lockVersion } });
  };
  const error = save.error ?? submit.error;
  return (
    <>
      <Returned view={view} />
      {draft.lockVersion !== lockVersion && !save.isPending && (
        <section className="panel">
          <p>这台电脑上有您没有保存的内容，而这一版后来又被修改过，不能直接保存。</p>
          <Button onClick={() => keep(saved)}>放弃没有保存的内容，改用最新的</Button>
        </section>
      )}
      <FaultList title="提交前须改正" faults={view.faults ?? []} />
      <EntryForm content={draft.content} change={change} />
      <section className="panel">
        <h2>保存和提交</h2>
        <p>
          {`提交后，第 ${version} 版（${draft.content.fields.length} 项信息项）送交信息中心审核，审核结束前不能修改；通过并发布后，填报模板和检查规则随之更新。`}
        </p>
        {error !== null && <ProblemNotice error={error} />}
        {isSaved && <output>草稿已保存到平台，可以改天再继续。</output>}
        <div className="actions dialog-actions">
          <Button type="primary" loading={submit.isPending} onClick={() => void saveAndSubmit().catch(() => undefined)}>
            提交审核
          </Button>
          <Button loading={save.isPending} onClick={() => void saveDraft().catch(() => undefined)}>
            保存草稿
          </Button>
          <Link to={`/datasets/${dataset}/versions/${version}/compare`}>与上一版比较</Link>
        </div>
      </section>
    </>
  );
}

/** What the centre said when it returned the version. */
function Returned({ view: { status, history } }: { readonly view: DatasetVersionView }) {
  const returned = history.findLast(({ action }) => action === 'returned');
  if (status !== 'returned' || returned === undefined) return null;
  return (
    <section className="panel" role="note">
      <h2>信息中心退回了这一版</h2>
      <p>
        {returned.name}：“{returned.reason}”
      </p>
      <p>修改后请再次提交审核。</p>
    </section>
  );
}
