import type { UsePurpose } from '../../../schemas/certificates/certificate-use.ts';
import type { AskedUse } from '../ports.ts';

/** A grant names the matter as people do, or by its code. */
export function toAskedUse({ matter, caseNumber }: UsePurpose, way: AskedUse['way']): AskedUse {
  return { way, matters: [matter.code, ...(matter.name === undefined ? [] : [matter.name])], caseNumber };
}
