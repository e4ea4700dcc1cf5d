import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import {
  CheckAnswer,
  type CheckRequest,
  type FindingFilter,
  type WorkbookCheck,
} from '../../../../schemas/collection/workbook-check.ts';

export type CheckOptions = {
  readonly file: File;
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
  readonly at: string;
  /** Names another dataset, whose template was taken by mistake. */
  readonly nameOf: (dataset: string) => Promise<string>;
  /** Is given the share of the file that was read, 0 to 1. */
  readonly onProgress: (share: number) => void;
};

export type FindingPage = { readonly filter: FindingFilter; readonly skip: number; readonly limit: number };

export type RunningCheck = {
  /** Rejects when this browser cannot check the file; the platform still can. */
  readonly done: Promise<WorkbookCheck>;
  readonly listFindings: (page: FindingPage) => Promise<readonly Finding[]>;
  /** Ends the worker, which holds the findings. */
  readonly end: () => void;
};

/** Checks the file on this machine; nothing of it is sent. */
export function startCheck({ file, dataset, catalogue, at, nameOf, onProgress }: CheckOptions): RunningCheck {
  const worker = new Worker(CHECK_WORKER);
  const post = (request: CheckRequest) => worker.postMessage(request, []);
  const pages = new Map<number, (items: readonly Finding[]) => void>();
  let requests = 0;
  const done = new Promise<WorkbookCheck>((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const answer = CheckAnswer.parse(data);
      if (answer.kind === 'progress') onProgress(answer.share);
      else if (answer.kind === 'checked') resolve(answer.check);
      else if (answer.kind === 'failed') reject(new Error(answer.cause));
      else if (answer.kind === 'findings') pages.get(answer.request)?.(answer.items);
      else if (answer.kind === 'dataset-unknown') {
        const reply = (name: string) => post({ kind: 'dataset-name', dataset: answer.dataset, name });
        void nameOf(answer.dataset).then(reply, () => reply(answer.dataset));
      }
    });
  });
  post({ kind: 'check', file, dataset, catalogue, at });
  return {
    done,
    listFindings: async (page) => {
      requests += 1;
      const request = requests;
      return await new Promise((resolve) => {
        pages.set(request, (items) => {
          pages.delete(request);
          resolve(items);
        });
        post({ kind: 'list-findings', request, ...page });
      });
    },
    end: () => worker.terminate(),
  };
}
