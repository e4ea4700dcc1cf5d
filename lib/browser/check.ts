/// <reference lib="webworker" />

import { CheckRequest, type CheckAnswer, type WorkbookCheck } from '../../schemas/collection/workbook-check.ts';
import { openWorkbook } from '../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../adapters/xlsx/refusals/refusal-of.ts';
import { checkedRefusal, type CheckedWorkbook } from '../collection/ingest/check-workbook.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { checkLocally, versionsOf } from './local-check.ts';
import { blobSource } from './platform/blob-source.ts';
import { FindingLines } from './platform/finding-lines.ts';
import { RepairRows } from './repair-rows.ts';

// Checks one workbook, or rows that are being mended, in the officer's browser; nothing here fetches or sends.

type Check = Extract<CheckRequest, { kind: 'check' }>;
type RowsRequest = Extract<CheckRequest, { kind: 'open-rows' | 'check-rows' | 'write-rows' }>;

const progressIntervalMs = 100;
const names = new Map<string, (name: string) => void>();
const findings = new FindingLines();
let repair: RepairRows | null = null;

const answer = (message: CheckAnswer): void => self.postMessage(message, { transfer: [] });
const fail = (error: unknown): void =>
  answer({ kind: 'failed', cause: error instanceof Error ? error.message : 'unknown' });

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const request = CheckRequest.parse(data);
  if (request.kind === 'dataset-name') names.get(request.dataset)?.(request.name);
  else if (request.kind === 'list-findings')
    answer({ kind: 'findings', request: request.request, items: findings.list(request) });
  else if (request.kind === 'check')
    void check(request).then((checked) => answer({ kind: 'checked', check: toWorkbookCheck(checked) }), fail);
  else void answerRows(request).then(answer, fail);
});

async function answerRows(asked: RowsRequest): Promise<CheckAnswer> {
  if (asked.kind === 'open-rows') {
    const { file, catalogue, at, ownRows } = asked;
    repair = await RepairRows.open(file, { catalogue, at, nameOf }, ownRows);
    return { kind: 'rows-opened', opened: repair.opened() };
  }
  if (repair === null) throw new Error('no rows are opened');
  const { request, edits } = asked;
  return asked.kind === 'check-rows'
    ? { kind: 'rows-checked', request, check: await repair.check(edits) }
    : { kind: 'rows-written', request, file: repair.write(edits) };
}

async function check({ file, catalogue, at }: Check): Promise<CheckedWorkbook> {
  const versions = versionsOf(catalogue);
  let share = 0;
  let reportedMs = 0;
  const report = async () => {
    const now = performance.now();
    if (now - reportedMs < progressIntervalMs) return;
    reportedMs = now;
    answer({ kind: 'progress', share });
  };
  const source = blobSource(file, (end) => {
    share = end / file.size;
  });
  try {
    const workbook = await openWorkbook(source, { uncomputed: 'error' });
    return await checkLocally(workbook, { catalogue, at, nameOf, findings, afterBatch: report });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    findings.clear();
    return await checkedRefusal(refusal, versions, at, findings);
  }
}

/** Asks the page, which has the session. */
async function nameOf(dataset: string): Promise<string> {
  return await new Promise((resolve) => {
    names.set(dataset, resolve);
    answer({ kind: 'dataset-unknown', dataset });
  });
}

function toWorkbookCheck({ fits, version, rowCounts, findingKinds, reason, staged }: CheckedWorkbook): WorkbookCheck {
  const { findings: listed, truncated, sheet } = staged;
  return {
    fits,
    version: version.version,
    rowCounts,
    findingKinds: [...findingKinds],
    findings: listed,
    truncated,
    reason,
    ...definedOnly({ sheet }),
  };
}
