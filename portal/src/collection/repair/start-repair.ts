import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import {
  CheckAnswer,
  type CheckRequest,
  type OpenedRows,
  type RowEdit,
  type RowsCheck,
} from '../../../../schemas/collection/workbook-check.ts';

type RowsToOpen = {
  readonly file: Blob;
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
  readonly at: string;
  readonly ownRows?: number[] | undefined;
};

export type RunningRepair = {
  /** Rejects when the rows cannot be mended in this browser. */
  readonly open: (rows: RowsToOpen) => Promise<OpenedRows>;
  readonly check: (edits: readonly RowEdit[]) => Promise<RowsCheck>;
  /** A workbook for the upload. */
  readonly write: (edits: readonly RowEdit[]) => Promise<Blob>;
  /** Ends the worker, which holds the rows. */
  readonly end: () => void;
};

type Waiting = { readonly answered: (answer: CheckAnswer) => void; readonly failed: (error: Error) => void };

/** Starts the worker that checks rows on this machine; `nameOf` names another dataset. */
export function startRepair(nameOf: (dataset: string) => Promise<string>): RunningRepair {
  const worker = new Worker(CHECK_WORKER);
  const post = (request: CheckRequest) => worker.postMessage(request, []);
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  const failAll = (cause: string) => {
    for (const { failed } of waiting.values()) failed(new Error(cause));
    waiting.clear();
  };
  const settle = (request: number, answer: CheckAnswer) => {
    waiting.get(request)?.answered(answer);
    waiting.delete(request);
  };
  worker.addEventListener('error', ({ message }) => failAll(message));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const answer = CheckAnswer.parse(data);
    if (answer.kind === 'failed') failAll(answer.cause);
    else if (answer.kind === 'rows-opened') settle(0, answer);
    else if (answer.kind === 'rows-checked' || answer.kind === 'rows-written') settle(answer.request, answer);
    else if (answer.kind === 'dataset-unknown') {
      const reply = (name: string) => post({ kind: 'dataset-name', dataset: answer.dataset, name });
      void nameOf(answer.dataset).then(reply, () => reply(answer.dataset));
    }
  });
  const ask = async (request: number, order: CheckRequest) =>
    await new Promise<CheckAnswer>((answered, failed) => {
      waiting.set(request, { answered, failed });
      post(order);
    });
  const next = () => (requests += 1);
  return {
    open: async (rows) => {
      const answer = await ask(0, { kind: 'open-rows', ...rows });
      if (answer.kind !== 'rows-opened') throw new Error(`the worker answered ${answer.kind}`);
      return answer.opened;
    },
    check: async (edits) => {
      const request = next();
      const answer = await ask(request, { kind: 'check-rows', request, edits: [...edits] });
      if (answer.kind !== 'rows-checked') throw new Error(`the worker answered ${answer.kind}`);
      return answer.check;
    },
    write: async (edits) => {
      const request = next();
      const answer = await ask(request, { kind: 'write-rows', request, edits: [...edits] });
      if (answer.kind !== 'rows-written') throw new Error(`the worker answered ${answer.kind}`);
      return answer.file;
    },
    end: () => worker.terminate(),
  };
}
