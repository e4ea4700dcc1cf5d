import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { InterfaceRules } from '../../collection/interface/interface-rules.ts';
import type { ReadOptions } from '../../collection/sources/pull/source-session.ts';
import type { Secret } from './calls/secret-part.ts';
import type { AllowList } from './net/allow-list.ts';
import type { Resolve } from './net/guarded-address.ts';

export type InterfaceSource = {
  readonly declaration: InterfaceDeclaration;
  readonly secret: Secret;
  readonly readOptions: ReadOptions;
  readonly allowList: AllowList;
  readonly rules: InterfaceRules;
  readonly resolve?: Resolve;
  readonly now: () => Instant;
  readonly delay: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly signal?: AbortSignal;
};
