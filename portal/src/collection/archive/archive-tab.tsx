import { useRef } from 'react';
import { z } from 'zod';
import { listPapersRoute } from '../../../../schemas/collection/archive-routes.ts';
import { type ArchiveView, PaperKind } from '../../../../schemas/collection/archive.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { groupPapers } from './group-papers.ts';
import { DownloadArchive } from './paper-buttons.tsx';
import { MadePapers, PapersSection } from './paper-lists.tsx';
import { type PaperName, UploadPaper } from './upload-paper.tsx';

type ArchiveTabProps = { readonly dataset: string; readonly isOwn: boolean };

/** The papers of a link in one place (资料存档): what was uploaded, by kind, and what the platform makes. */
export function ArchiveTab({ dataset, isOwn }: ArchiveTabProps) {
  const read = useRoute(listPapersRoute, { params: { dataset } });
  const mayKeep = hasRole(useCaller(), ['operator']) || isOwn;
  return (
    <QueryView query={read} what="资料">
      {(view) => (mayKeep ? <KeptArchive view={view} /> : <Papers view={view} />)}
    </QueryView>
  );
}

type ViewProps = { readonly view: ArchiveView };

const Draft = z.object({ kind: PaperKind, title: z.string() });
const empty: PaperName = { kind: 'interface-document', title: '' };

function KeptArchive({ view }: ViewProps) {
  const { subject } = useCaller();
  const { draft: name, keep } = useDraft(`paper:${subject}:${view.dataset}`, Draft, empty);
  const heading = useRef<HTMLHeadingElement>(null);
  const renew = (next: PaperName): void => {
    keep(next);
    heading.current?.focus();
    heading.current?.scrollIntoView();
  };
  const isKnown = view.papers.some(({ kind, title }) => kind === name.kind && title === name.title.trim());
  return (
    <>
      <UploadPaper dataset={view.dataset} name={name} rename={keep} isKnown={isKnown} heading={heading} />
      <Papers view={view} renew={renew} />
    </>
  );
}

function Papers({ view, renew }: ViewProps & { readonly renew?: (name: PaperName) => void }) {
  const { dataset, papers, made } = view;
  return (
    <>
      {papers.length === 0 && (
        <EmptyState title="还没有存入资料">
          <p>接口文档、连接表、脚本、回执和会议纪要存入以后，会按种类列在这里，各个版本都会保存。</p>
        </EmptyState>
      )}
      {groupPapers(papers).map((ofKind) => (
        <PapersSection key={ofKind.kind} dataset={dataset} papers={ofKind} renew={renew} />
      ))}
      <MadePapers dataset={dataset} made={made} />
      {papers.length + made.length > 0 && <DownloadArchive dataset={dataset} />}
    </>
  );
}
