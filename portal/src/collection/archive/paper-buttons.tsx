import { Button } from 'antd';
import { paperKindNames } from '../../../../schemas/collection/archive-names.ts';
import {
  downloadArchiveRoute,
  downloadPaperRoute,
  listPapersRoute,
  withdrawPaperRoute,
} from '../../../../schemas/collection/archive-routes.ts';
import type { PaperVersion } from '../../../../schemas/collection/archive.ts';
import { listEventsRoute } from '../../../../schemas/departments/event-routes.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { fetchFromStore } from '../../shared/api/fetch-from-store.ts';
import { saveFile } from '../../shared/api/save-file.ts';
import { useAction, useApi } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDownload } from '../../shared/use-download.ts';

type PaperProps = { readonly dataset: string; readonly paper: PaperVersion };

const nameOf = ({ title, number }: PaperVersion): string => `“${title}”第 ${number} 版`;

/** Fetches the file from the store and saves it under its title: the address itself names none. */
export function DownloadPaper({ dataset, paper }: PaperProps) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const { url, fileName } = await api.call(downloadPaperRoute, { params: { dataset, paper: paper.id } });
    saveFile({ blob: await fetchFromStore(url), name: fileName });
  });
  return (
    <>
      <Button loading={isPending} aria-label={`下载${nameOf(paper)}`} onClick={start}>
        下载
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}

/** All papers as one zip. The platform makes it and answers with an address that is valid for minutes. */
export function DownloadArchive({ dataset }: { readonly dataset: string }) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const { url } = await api.call(downloadArchiveRoute, { params: { dataset } });
    location.assign(url);
  });
  return (
    <div>
      <Button loading={isPending} onClick={start}>
        下载全部资料（压缩包）
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
}

/** Withdraws a version; it stays in the list of others with its reason. */
export function WithdrawPaper({ dataset, paper }: PaperProps) {
  const withdraw = useAction(withdrawPaperRoute, { refreshes: [listPapersRoute, listEventsRoute, listTasksRoute] });
  return (
    <DecisionButton
      thing={`paper ${paper.id}`}
      label="撤回"
      verb="撤回"
      consequence={`撤回后，${paperKindNames[paper.kind]}${nameOf(paper)}不再作为现行版本；文件和您写的理由仍然保存，提供部门、信息中心和督查部门都能看到。`}
      decide={(reason) => withdraw.act({ params: { dataset, paper: paper.id }, body: { reason } })}
    />
  );
}
