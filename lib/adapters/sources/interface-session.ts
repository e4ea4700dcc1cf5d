import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { InterfaceRules } from '../../collection/interface/interface-rules.ts';
import type { ReadOptions, SourceSession } from '../../collection/sources/pull/source-session.ts';
import type { Secret } from './calls/secret-part.ts';
import { interfaceCaller } from './interface-caller.ts';
import type { AllowList } from './net/allow-list.ts';
import type { Resolve } from './net/guarded-address.ts';
import { readAhead } from './read-ahead.ts';

export type InterfaceSource = {
  readonly declaration: InterfaceDeclaration;
  readonly secret: Secret;
  readonly readOptions: ReadOptions;
  readonly allowList: AllowList;
  /** The room's own rules (lib/collection/interface/interface-rules.ts). */
  readonly rules: InterfaceRules;
  readonly resolve?: Resolve;
  readonly now: () => Instant;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** From 0 on, below 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal;
};

/** Opens a declared service interface for one run. Nothing is asked for before the first page is. */
export function openInterface(source: InterfaceSource): SourceSession {
  const { declaration, readOptions, rules } = source;
  const caller = interfaceCaller(source);
  const ahead = readAhead(declaration, caller.page);
  return {
    page: async (text) => {
      const checkpoint = text === null ? { page: 1, rows: 0 } : PageCheckpoint.parse(JSON.parse(text));
      const { bytes, pageSummary } = await ahead(checkpoint);
      const step = rules.nextPage(declaration, readOptions, checkpoint, pageSummary);
      if (step.next !== null) return { bytes, rows: pageSummary.rows, next: JSON.stringify(step.next) };
      return {
        bytes,
        rows: pageSummary.rows,
        next: null,
        ...(step.watermark === null ? {} : { watermark: step.watermark }),
      };
    },
    close: caller.close,
  };
}
