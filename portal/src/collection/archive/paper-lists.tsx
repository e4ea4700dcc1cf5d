import { Button } from 'antd';
import { paperFormatNames, paperKindNames } from '../../../../schemas/collection/archive-names.ts';
import { downloadReceiptRoute } from '../../../../schemas/collection/archive-routes.ts';
import type { MadePaper, PaperVersion } from '../../../../schemas/collection/archive.ts';
import { downloadFrontEndTableRoute } from '../../../../schemas/collection/routes.ts';
import { downloadSheetPdfRoute } from '../../../../schemas/collection/update-sheet-routes.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { DownloadButton } from '../../shared/download-button.tsx';
import { formatSize } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import type { PapersOfKind } from './group-papers.ts';
import { DownloadPaper, WithdrawPaper } from './paper-buttons.tsx';
import type { PaperName } from './upload-paper.tsx';

type PapersProps = {
  readonly dataset: string;
  /** Absent for those who only read. */
  readonly renew?: ((name: PaperName) => void) | undefined;
};

const nameColumn: Column<PaperVersion> = { title: '名称', cell: ({ title }) => title };
const common: readonly Column<PaperVersion>[] = [
  { title: '版本', cell: ({ number }) => `第 ${number} 版` },
  { title: '格式', isMinor: true, cell: ({ format }) => paperFormatNames[format] },
  { title: '大小', isMinor: true, isNumber: true, cell: ({ size }) => formatSize(size) },
  {
    title: '存入',
    cell: ({ archived }) => (
      <span>
        {archived.name}，<Moment iso={archived.at} />
      </span>
    ),
  },
];

/** The papers of one kind: what is current, and behind a summary all other versions. */
export function PapersSection({ dataset, papers, renew }: PapersProps & { readonly papers: PapersOfKind }) {
  const { kind, current, others } = papers;
  const name = paperKindNames[kind];
  return (
    <section className="panel">
      <h2>{name}</h2>
      {current.length === 0 ? (
        <p className="soft">没有现行的版本。</p>
      ) : (
        <Listing
          caption={`现行的${name}`}
          columns={[nameColumn, ...common, { title: '办理', cell: (paper) => actionsOf(paper, { dataset, renew }) }]}
          rows={current}
          rowKey={({ id }) => id}
        />
      )}
      {others.length > 0 && (
        <details>
          <summary>以前的和撤回的版本（{others.length}）</summary>
          <Listing
            caption={`${name}以前的和撤回的版本`}
            columns={[
              nameColumn,
              ...common,
              { title: '状态', cell: stateOf },
              { title: '办理', cell: (paper) => downloadOf(paper, dataset) },
            ]}
            rows={others}
            rowKey={({ id }) => id}
          />
        </details>
      )}
    </section>
  );
}

const downloadOf = (paper: PaperVersion, dataset: string) => <DownloadPaper dataset={dataset} paper={paper} />;

function actionsOf(paper: PaperVersion, { dataset, renew }: PapersProps) {
  const { kind, title } = paper;
  return (
    <div className="actions">
      <DownloadPaper dataset={dataset} paper={paper} />
      {renew !== undefined && (
        <>
          <Button aria-label={`上传新版本：${title}`} onClick={() => renew({ kind, title })}>
            上传新版本
          </Button>
          <WithdrawPaper dataset={dataset} paper={paper} />
        </>
      )}
    </div>
  );
}

function stateOf({ withdrawn }: PaperVersion) {
  if (withdrawn === undefined) return <StateTag tone="idle">已有新版</StateTag>;
  return (
    <span>
      <StateTag tone="bad">已撤回</StateTag> {withdrawn.name}，<Moment iso={withdrawn.at} />：{withdrawn.reason}
    </span>
  );
}

type MadeProps = { readonly dataset: string; readonly made: readonly MadePaper[] };

const madeAtColumn: Column<MadePaper> = { title: '日期', cell: ({ at }) => <Moment iso={at} /> };

/** What the platform makes of the link when somebody asks for it. */
export function MadePapers({ dataset, made }: MadeProps) {
  const mayReadScripts = hasRole(useCaller(), downloadFrontEndTableRoute.callers);
  if (made.length === 0) return null;
  return (
    <section className="panel">
      <h2>平台生成的资料</h2>
      <p className="soft">由平台按现有的登记生成，下载时制作，不必另外上传。</p>
      <Listing
        caption="平台生成的资料"
        columns={[
          { title: '名称', cell: describeMade },
          madeAtColumn,
          { title: '办理', cell: (paper) => downloadMade(dataset, paper, mayReadScripts) },
        ]}
        rows={made}
        rowKey={(paper) => `${paper.made} ${paper.at} ${'number' in paper ? paper.number : ''}`}
      />
    </section>
  );
}

function describeMade(paper: MadePaper): string {
  switch (paper.made) {
    case 'update-sheet':
      return `数据维护更新表第 ${paper.number} 号`;
    case 'link-receipt':
      return `${channelNames[paper.channel]}挂接验收回执 ${paper.number}`;
    case 'front-end-table':
      return `前置库建表脚本（目录第 ${paper.version} 版）`;
  }
}

function downloadMade(dataset: string, paper: MadePaper, mayReadScripts: boolean) {
  switch (paper.made) {
    case 'update-sheet':
      return (
        <DownloadButton
          route={downloadSheetPdfRoute}
          request={{ params: { dataset, number: paper.number } }}
          label={`下载第 ${paper.number} 号`}
        />
      );
    case 'front-end-table':
      return mayReadScripts ? (
        <DownloadButton route={downloadFrontEndTableRoute} request={{ params: { dataset } }} label="下载脚本" />
      ) : null;
    case 'link-receipt':
      return (
        <DownloadButton
          route={downloadReceiptRoute}
          request={{ params: { dataset, channel: paper.channel } }}
          label="下载回执"
        />
      );
  }
}
