/// <reference lib="webworker" />

import {
  maxProposalRows,
  maxProposalSheets,
  type ProposeAnswer,
  ProposeRequest,
  type SheetProposal,
} from '../../schemas/catalogue/proposal.ts';
import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import { openWorkbook } from '../adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../adapters/xlsx/refusals/refusal-of.ts';
import { type ProposalRules, proposeFields } from '../catalogue/propose/propose-fields.ts';
import type { SheetRow, Workbook } from '../kernel/sheet.ts';
import { blobSource } from './platform/blob-source.ts';

// Proposes fields from a workbook in the officer's browser; nothing here fetches or sends.

const answer = (message: ProposeAnswer): void => self.postMessage(message, { transfer: [] });

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  void propose(ProposeRequest.parse(data)).then(answer, (error: unknown) =>
    answer({ kind: 'failed', cause: error instanceof Error ? error.message : 'unknown' }),
  );
});

async function propose({ file, codeLists, today }: ProposeRequest): Promise<ProposeAnswer> {
  try {
    const source = blobSource(file, () => undefined);
    const workbook = await openWorkbook(source, { uncomputed: 'error' });
    const sheets: SheetProposal[] = [];
    for (const { name, state } of workbook.sheets.slice(0, maxProposalSheets)) {
      const proposed = await proposeSheet(workbook, name, { codeLists, today, toPinyin });
      if (proposed !== null) sheets.push({ ...proposed, sheet: name, isHidden: state !== 'visible' });
    }
    return { kind: 'proposed', sheets };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { kind: 'refused', detail: refusal.detail };
  }
}

async function proposeSheet(workbook: Workbook, sheet: string, rules: ProposalRules) {
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) {
    rows.push(...batch);
    if (rows.length > maxProposalRows) break;
  }
  const merges = await workbook.mergesAhead(sheet);
  const proposed = proposeFields({ rows: rows.slice(0, maxProposalRows), merges }, rules);
  return proposed === null ? null : { ...proposed, isTruncated: rows.length > maxProposalRows };
}
