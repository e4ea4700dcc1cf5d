import { useEffect, useRef, useState } from 'react';
import { listCodeListsRoute } from '../../../../schemas/catalogue/code-list-routes.ts';
import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { SheetProposal } from '../../../../schemas/catalogue/proposal.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { localNow } from '../../shared/demo.ts';
import { proposeInBrowser, type RunningProposal } from './propose-in-browser.ts';

export type ProposalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'proposed'; readonly name: string; readonly sheets: readonly SheetProposal[] }
  /** `detail` says what to do. */
  | { readonly kind: 'refused'; readonly name: string; readonly detail: string }
  | { readonly kind: 'failed'; readonly name: string; readonly error: unknown };

const unreadable = new Error('the browser could not read the workbook');

/** Proposes from one workbook at a time; another one, or leaving the page, ends the worker. */
export function useProposal() {
  const api = useApi();
  const [state, setState] = useState<ProposalState>({ kind: 'none' });
  const running = useRef<RunningProposal | null>(null);
  const end = (): void => {
    running.current?.end();
    running.current = null;
  };
  useEffect(() => () => running.current?.end(), []);

  const read = async (file: File): Promise<void> => {
    const { name } = file;
    end();
    setState({ kind: 'reading', name });
    const { items } = await api.call(listCodeListsRoute, { query: { with: 'codes' } });
    const codeLists = items.flatMap(({ codeCount: _codeCount, codes, ...list }): readonly CodeList[] =>
      codes === undefined ? [] : [{ ...list, codes }],
    );
    const proposal = proposeInBrowser({ file, codeLists, today: localNow().toISOString().slice(0, 10) });
    running.current = proposal;
    const answer = await proposal.done;
    if (running.current !== proposal) return;
    if (answer.kind === 'failed') throw unreadable;
    setState(
      answer.kind === 'refused'
        ? { kind: 'refused', name, detail: answer.detail }
        : { kind: 'proposed', name, sheets: answer.sheets },
    );
  };
  return {
    state,
    choose: (file: File): void =>
      void read(file).catch((error: unknown) => setState({ kind: 'failed', name: file.name, error })),
    reset: (): void => {
      end();
      setState({ kind: 'none' });
    },
  };
}
