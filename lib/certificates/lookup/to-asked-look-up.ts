import { definedOnly } from '../../kernel/defined-only.ts';
import type { AskedUse } from '../ports.ts';

type NamedPurpose = { readonly matter?: string | undefined; readonly caseNumber?: string | undefined };

/** A look-up with the purpose that its caller names, and what its audit entry says of it. */
export function toAskedLookUp({ matter, caseNumber }: NamedPurpose): {
  readonly asked: AskedUse;
  readonly named: { readonly matter?: string; readonly caseNumber?: string };
} {
  const named = definedOnly({ matter, caseNumber });
  return {
    asked: { way: 'look-up', ...definedOnly({ caseNumber, matters: matter === undefined ? undefined : [matter] }) },
    named,
  };
}
