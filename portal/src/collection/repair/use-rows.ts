import { useEffect, useState } from 'react';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { downloadAnnotatedRoute, listFindingsRoute } from '../../../../schemas/collection/routes.ts';
import type { RowsCheck } from '../../../../schemas/collection/workbook-check.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { NotReachable } from '../../shared/api/api-errors.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { fetchName, platformTime } from '../upload/use-catalogue.ts';
import { type Edits, listEdits } from './edits.ts';
import { ownRowsOf } from './own-rows.ts';
import { type RunningRepair, startRepair } from './start-repair.ts';

/** The rows as the platform has them. */
export type OpenedRows = {
  readonly running: RunningRepair;
  readonly texts: readonly (readonly string[])[];
  /** Which rows they are, in the officer's own sheet. */
  readonly numbers: readonly number[];
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
  readonly rejected: number;
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
};

/** Fetches the annotated workbook and gives it to the worker, which ends with the page. */
export function useRows({ delivery, rows, rejected, dataset, catalogue }: WhichRows): RowsState {
  const api = useApi();
  const [state, setState] = useState<RowsState>({ kind: 'opening' });
  useEffect(() => {
    const { signal, abort } = abortable();
    const running = startRepair((other) => fetchName(other, api));
    const settle = (next: RowsState) => {
      if (!signal.aborted) setState(next);
    };
    const open = async (): Promise<void> => {
      const [file, ownRows] = await Promise.all([
        fetchRows(delivery, rows, { api, signal }),
        rows === 'failed' ? readOwnRows(delivery, rejected, { api, signal }) : undefined,
      ]);
      await openRows({ file, ownRows }, running).then(
        (opened) => settle({ kind: 'open', ...opened }),
        () => settle({ kind: 'unable' }),
      );
    };
    const openRows = async (fetched: FetchedRows, worker: RunningRepair): Promise<OpenedRows> => {
      const { rows: texts, numbers } = await worker.open({ ...fetched, dataset, catalogue, at: await platformTime() });
      const check = await worker.check([]);
      const shown = rows === 'failed' ? texts.map((_, i) => i) : faultyRows(check, numbers);
      return { running: worker, texts, numbers, shown, check };
    };
    void open().catch((error: unknown) => settle({ kind: 'refused', error }));
    return () => {
      abort();
      running.end();
    };
  }, [api, delivery, rows, rejected, dataset, catalogue]);
  return state;
}

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function faultyRows({ findings }: RowsCheck, numbers: readonly number[]): readonly number[] {
  const faulty = new Set(findings.flatMap(({ row, severity }) => (severity === 'error' ? (row ?? []) : [])));
  return numbers.flatMap((number, i) => (faulty.has(number) ? [i] : []));
}

type FetchedRows = { readonly file: Blob; readonly ownRows: number[] | undefined };
type Asking = { readonly api: ApiClient; readonly signal: AbortSignal };

const pageSize = 200;

/** The workbook of rejected rows numbers them anew; the findings say which they were. Errors are listed first. */
async function readOwnRows(delivery: string, count: number, { api, signal }: Asking): Promise<number[] | undefined> {
  const findings: Finding[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await api.call(listFindingsRoute, { params: { delivery }, query }, { signal });
    findings.push(...items);
    cursor = next;
    if (cursor === undefined || items.some(({ severity }) => severity === 'warning')) break;
  }
  return ownRowsOf(findings, count);
}

async function fetchRows(delivery: string, rows: 'failed' | 'all', { api, signal }: Asking): Promise<Blob> {
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
