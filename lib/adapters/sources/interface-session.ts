import { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { SourceSession } from '../../collection/sources/pull/source-session.ts';
import { emptyBeyondLast, interfaceCaller } from './interface-caller.ts';
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
      const { bytes, pageSummary } = await readPage(checkpoint).catch(emptyBeyondLast(rules, checkpoint));
      const step = rules.nextPage(declaration, readOptions, checkpoint, pageSummary);
      if (step.next !== null) return { bytes, rows: pageSummary.rows, next: JSON.stringify(step.next) };
      const rows = step.isRepeat ? 0 : pageSummary.rows;
      return { bytes, rows, next: null, ...(step.watermark === null ? {} : { watermark: step.watermark }) };
    },
    close: caller.close,
  };
}
