import { useEffect, useState } from 'react';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import { downloadAnnotatedRoute } from '../../../../schemas/collection/routes.ts';
import { firstRepairRow, type RowsCheck } from '../../../../schemas/collection/workbook-check.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { NotReachable } from '../../shared/api/api-errors.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { fetchName, platformTime } from '../upload/use-catalogue.ts';
import { type Edits, listEdits } from './edits.ts';
import { type RunningRepair, startRepair } from './start-repair.ts';

/** The rows as the platform has them. */
export type OpenedRows = {
  readonly running: RunningRepair;
  readonly texts: readonly (readonly string[])[];
  /** Rows that are mended, counted from 0. */
  readonly shown: readonly number[];
  readonly check: RowsCheck;
};

export type RowsState =
  | { readonly kind: 'opening' }
  | ({ readonly kind: 'open' } & OpenedRows)
  /** The platform or the store did not give them. */
  | { readonly kind: 'refused'; readonly error: unknown }
  /** This browser cannot, or the dataset has changed since. */
  | { readonly kind: 'unable' };

type WhichRows = {
  readonly delivery: string;
  readonly rows: 'failed' | 'all';
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
};

/** Fetches the annotated workbook and gives it to the worker, which ends with the page. */
export function useRows({ delivery, rows, dataset, catalogue }: WhichRows): RowsState {
  const api = useApi();
  const [state, setState] = useState<RowsState>({ kind: 'opening' });
  useEffect(() => {
    const { signal, abort } = abortable();
    const running = startRepair((other) => fetchName(other, api));
    const settle = (next: RowsState) => {
      if (!signal.aborted) setState(next);
    };
    const open = async (): Promise<void> => {
      const file = await fetchRows(delivery, rows, { api, signal });
      await openRows(file, running).then(
        (opened) => settle({ kind: 'open', ...opened }),
        () => settle({ kind: 'unable' }),
      );
    };
    const openRows = async (file: Blob, worker: RunningRepair): Promise<OpenedRows> => {
      const texts = await worker.open({ file, dataset, catalogue, at: await platformTime() });
      const check = await worker.check([]);
      const shown = rows === 'failed' ? texts.map((_, i) => i) : faultyRows(check);
      return { running: worker, texts, shown, check };
    };
    void open().catch((error: unknown) => settle({ kind: 'refused', error }));
    return () => {
      abort();
      running.end();
    };
  }, [api, delivery, rows, dataset, catalogue]);
  return state;
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

const faultyRows = ({ findings }: RowsCheck): readonly number[] =>
  [...new Set(findings.flatMap(({ row, severity }) => (severity === 'error' ? (row ?? []) : [])))]
    .map((row) => row - firstRepairRow)
    .sort((one, other) => one - other);

async function fetchRows(
  delivery: string,
  rows: 'failed' | 'all',
  { api, signal }: { readonly api: ApiClient; readonly signal: AbortSignal },
): Promise<Blob> {
  const { url } = await api.call(downloadAnnotatedRoute, { params: { delivery }, query: { rows } }, { signal });
  const answer = await fetch(url, { signal }).catch(() => {
    throw new NotReachable();
  });
  if (!answer.ok) throw new Error(`the object store answered ${answer.status}`);
  return await answer.blob();
}

const pauseMs = 150;

type Checked = { readonly edits: Edits | null; readonly check: RowsCheck };

/** Checks a moment after the last change; `isCurrent` is false until what is shown is what was typed. */
export function useRowsCheck({ running, check: first }: OpenedRows, edits: Edits) {
  const [checked, setChecked] = useState<Checked>({ edits: null, check: first });
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void running.check(listEdits(edits)).then(
        (check) => {
          if (!isOver) setChecked({ edits, check });
        },
        () => setBroken(true),
      );
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [running, edits]);
  return { check: checked.check, isCurrent: checked.edits === edits, isBroken };
}
