import { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { SourceSession } from '../../collection/sources/pull/source-session.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import {
  type CalledPage,
  emptyBeyondLast,
  emptyPage,
  type InterfaceCaller,
  interfaceCaller,
} from './interface-caller.ts';
import type { InterfaceSource } from './interface-source.ts';
import { readAhead } from './read-ahead.ts';

/** Makes no call before the first page is read. */
export function openInterface(source: InterfaceSource): SourceSession {
  const { declaration, readOptions, rules } = source;
  const caller = interfaceCaller(source);
  const readPage = readAhead(declaration, caller.page);
  return {
    page: async (text) => {
      const checkpoint = text === null ? { page: 1, rows: 0 } : PageCheckpoint.parse(JSON.parse(text));
      // Pages read ahead did not know that a short page came before.
      const { bytes, pageSummary } = await readPage(checkpoint)
        .catch(emptyBeyondLast(rules, checkpoint))
        .catch(async (error: unknown) => await emptyBeyondFull(source, caller, checkpoint, error));
      const step = rules.nextPage(declaration, readOptions, checkpoint, pageSummary);
      const rows = step.isRepeat ? 0 : pageSummary.rows;
      if (step.next !== null) return { bytes, rows, next: JSON.stringify(step.next) };
      return { bytes, rows, next: null, ...(step.watermark === null ? {} : { watermark: step.watermark }) };
    },
    close: caller.close,
  };
}

/**
 * Answers a page without rows where a fault after a full page means that there is no such page: the page before must
 * still answer as it did. Rethrows any other.
 */
async function emptyBeyondFull(
  { declaration: { paging }, rules }: InterfaceSource,
  { page }: Pick<InterfaceCaller, 'page'>,
  checkpoint: PageCheckpoint,
  error: unknown,
): Promise<CalledPage> {
  const isNumbered = paging.kind === 'page' || paging.kind === 'offset';
  if (!isNumbered || !(error instanceof SourceFault) || !rules.mayBeBeyondLastPage(error, checkpoint)) throw error;
  const { size = paging.size } = checkpoint;
  const before = { page: checkpoint.page - 1, rows: checkpoint.rows - size, size };
  const { pageSummary } = await page(before);
  if (pageSummary.hash !== checkpoint.hash) throw error;
  return emptyPage;
}
