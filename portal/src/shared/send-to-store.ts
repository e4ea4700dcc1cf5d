import { NotReachable } from './api/api-errors.ts';

export type Ticket = { readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** The store does not take the file: its form is 15 minutes old, or the file has changed meanwhile. */
export class StoreRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the object store answered ${status}`);
    this.name = 'StoreRefused';
    this.status = status;
  }
}

/** Posts the file to the store by its form. Throws StoreRefused, NotReachable, and the signal's reason. */
export async function sendWhole(
  file: File,
  { url, fields }: Ticket,
  { signal, onProgress }: Pick<Transfer, 'signal' | 'onProgress'>,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, 'file');
  await transfer({ method: 'POST', url, body: form, signal, onProgress }).catch((error: unknown) => {
    // The form takes one file: an earlier try of it has arrived, and its answer was lost.
    if (!(error instanceof StoreRefused && error.status === 412)) throw error;
  });
}

/** One request to the store. */
export type Transfer = {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly body: FormData | Blob;
  readonly signal: AbortSignal;
  /** Is given the bytes that the store has. */
  readonly onProgress: (sent: number) => void;
};

/** Sends a body; `fetch` does not tell how much of it is sent. Throws StoreRefused, NotReachable, and the signal's reason. */
export async function transfer({ method, url, body, signal, onProgress }: Transfer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new StoreRefused(request.status));
    });
    request.addEventListener('error', () => reject(new NotReachable()));
    request.addEventListener('abort', () => reject(new DOMException('the upload was stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) request.abort();
    request.send(body);
  });
}
