import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { AskedUse, Grant, GrantRefusal } from '../ports.ts';

type GrantSources = {
  /** By the department's grants; `no-grant` where it has none for the type. */
  readonly underGrants: () => Promise<Grant | GrantRefusal>;
  /** What the account was granted before there were applications; `null` without. */
  readonly ofAccount: () => Promise<CertificateGrant | null>;
};

/**
 * Decides what a caller may see: issuers all, others what their department was granted. A grant of the account holds
 * only where the department never had one for the type, so that a revocation is not passed by.
 */
export async function grantFor(
  caller: Caller,
  type: Pick<CertificateType, 'type' | 'department'>,
  asked: AskedUse,
  { underGrants, ofAccount }: GrantSources,
): Promise<Grant | GrantRefusal> {
  if (isPermitted(caller, 'act-as-issuer', type.department)) return { fields: 'all' };
  const judged = await underGrants();
  if (!isRefused(judged) || judged.refused !== 'no-grant') return judged;
  const before = await ofAccount();
  if (before === null || (before.types !== 'all' && !before.types.includes(type.type))) return judged;
  return asked.way === 'copy' && !before.copies ? refused('way-not-granted') : toGrant(before);
}

/** Such a grant knows no masks; the code of a holder whose name it shows is shown in part. */
function toGrant({ fields }: CertificateGrant): Grant {
  if (fields === 'all') return { fields };
  const shown = new Map(fields.map((name) => [name, 'none'] as const));
  return {
    fields: fields.includes('CZZT') && !fields.includes('CZZTDM') ? new Map([...shown, partOfCode]) : shown,
  };
}

const partOfCode = ['CZZTDM', 'citizen-id-strict'] as const;
