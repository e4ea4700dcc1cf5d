import type { DatasetStatus } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { TaskKind } from '../../../schemas/departments/task.ts';
import type { FoundTask } from './group-tasks.ts';

/** What an open version in a status asks for. Drafts and submitted versions ask nothing of their department. */
export const draftTaskKinds: Readonly<Partial<Record<DatasetStatus, TaskKind>>> = {
  returned: 'drafts-returned',
  submitted: 'drafts-to-review',
  registered: 'drafts-to-publish',
};

/** `null` when the entry has no open version that somebody must work on. */
export function draftTask({ dataset, open }: CatalogueEntry): FoundTask | null {
  const kind = open === undefined ? undefined : draftTaskKinds[open.status];
  const last = open?.history.at(-1);
  if (open === undefined || kind === undefined || last === undefined) return null;
  const { version, content } = open;
  return {
    kind,
    title: content.metadata.name,
    why: whyOf(kind, { version, reason: last.reason }),
    since: last.at,
    address:
      kind === 'drafts-returned'
        ? `/datasets/${dataset}/versions/${version}/edit`
        : `/reviews?kind=${kind}&dataset=${dataset}&version=${version}`,
  };
}

function whyOf(kind: TaskKind, { version, reason }: { readonly version: number; readonly reason: string | undefined }) {
  if (kind === 'drafts-to-review') return `提供部门已提交第 ${version} 版，请对照差异审核。`;
  if (kind === 'drafts-to-publish') return `第 ${version} 版已审核通过并注册，发布后各部门才能查到。`;
  const opinion = reason === undefined ? '' : `，意见是：${reason.replace(/[。！？]+$/, '')}`;
  return `信息中心退回了第 ${version} 版${opinion}。请修改后重新提交。`;
}
