import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import { ProposeAnswer, type ProposeRequest } from '../../../../schemas/catalogue/proposal.ts';

export type RunningProposal = {
  /** Rejects when this browser cannot read the file. */
  readonly done: Promise<ProposeAnswer>;
  readonly end: () => void;
};

type Wanted = { readonly file: File; readonly codeLists: readonly CodeList[]; readonly today: string };

/** Reads the workbook on this machine and proposes fields; nothing of it is sent. */
export function proposeInBrowser({ file, codeLists, today }: Wanted): RunningProposal {
  const worker = new Worker(PROPOSE_WORKER);
  const done = new Promise<ProposeAnswer>((resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(ProposeAnswer.parse(data)));
  }).finally(() => worker.terminate());
  const request: ProposeRequest = { kind: 'propose', file, codeLists: [...codeLists], today };
  worker.postMessage(request, []);
  return { done, end: () => worker.terminate() };
}
