import { useEffect, useRef, useState } from 'react';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import type { WorkbookCheck } from '../../../../schemas/collection/workbook-check.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { startCheck, type RunningCheck } from './start-check.ts';
import { fetchName, platformTime } from './use-catalogue.ts';

export type CheckState =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly file: File; readonly share: number }
  | { readonly kind: 'checked'; readonly file: File; readonly check: WorkbookCheck; readonly running: RunningCheck }
  /** This browser cannot check; the platform does after sending. */
  | { readonly kind: 'unable'; readonly file: File };

/** Checks one file at a time; another one, or leaving the page, ends the worker. */
export function useCheck(dataset: string, catalogue: OfflineCatalogue) {
  const api = useApi();
  const [state, setState] = useState<CheckState>({ kind: 'none' });
  const running = useRef<RunningCheck | null>(null);
  const end = () => {
    running.current?.end();
    running.current = null;
  };
  useEffect(() => () => running.current?.end(), []);

  const start = async (file: File) => {
    end();
    setState({ kind: 'checking', file, share: 0 });
    const at = await platformTime();
    const onProgress = (share: number) => setState((now) => (now.kind === 'checking' ? { ...now, share } : now));
    const nameOf = (other: string) => fetchName(other, api);
    const check = startCheck({ file, dataset, catalogue, at, nameOf, onProgress });
    running.current = check;
    // A check that was stopped, or replaced by another, says nothing more.
    const settle = (next: CheckState) => {
      if (running.current === check) setState(next);
    };
    await check.done.then(
      (found) => settle({ kind: 'checked', file, check: found, running: check }),
      () => settle({ kind: 'unable', file }),
    );
  };
  const reset = () => {
    end();
    setState({ kind: 'none' });
  };
  return { state, start: (file: File) => void start(file).catch(() => setState({ kind: 'unable', file })), reset };
}
