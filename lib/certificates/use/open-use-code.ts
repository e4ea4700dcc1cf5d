import type { UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { findVersion, type FoundVersion } from '../lookup/find-versions.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { UseCodeRepository } from './ports.ts';
import { recordUse } from './record-use.ts';

export type RedeemPorts = LookupPorts & { readonly codes: Pick<UseCodeRepository, 'find' | 'redeem'> };

type CodeRefusal = 'use-code-not-found' | 'use-code-expired' | 'use-code-used' | 'use-code-of-another';
type Asking = { readonly caller: Caller; readonly requestId: string };

/** Looks behind a use code without using it up: which certificate, for which purpose. Whatever is refused here leaves its trace. */
export async function openUseCode(asking: Asking, code: string, kind: 'data' | 'file', ports: RedeemPorts) {
  const grant = await ports.codes.find(code);
  const opened = await resolveCode(asking.caller, grant, ports);
  if (isRefused(opened)) await recordRefusedCode(asking, grant, kind, opened, ports);
  return opened;
}

async function resolveCode(
  caller: Caller,
  grant: UseCodeGrant | null,
  ports: RedeemPorts,
): Promise<
  | { readonly code: UseCodeGrant; readonly found: FoundVersion }
  | Refused<CodeRefusal | 'certificate-not-found' | 'no-grant'>
> {
  const refusal = codeRefusal(caller, grant, ports.now());
  if (refusal !== null || grant === null) return refused(refusal ?? 'use-code-not-found');
  const found = await findVersion(caller, grant.identifier, ports);
  if (found.outcome === 'found') return { code: grant, found };
  return refused(found.outcome === 'not-found' ? 'certificate-not-found' : 'no-grant');
}

/** Another caller is told first, whatever has become of the code: it is none of theirs. */
function codeRefusal(caller: Caller, grant: UseCodeGrant | null, now: string): CodeRefusal | null {
  if (grant === null) return 'use-code-not-found';
  if (grant.subject !== caller.subject) return 'use-code-of-another';
  if (grant.redeemedAt !== undefined) return 'use-code-used';
  return grant.expiresAt > now ? null : 'use-code-expired';
}

/** Uses the code up; a refusal when somebody was quicker, or the time ran out meanwhile. */
export async function redeemOpened(
  asking: Asking,
  code: string,
  grant: UseCodeGrant,
  kind: 'data' | 'file',
  ports: RedeemPorts,
): Promise<Refused<'use-code-used' | 'use-code-expired'> | null> {
  const at = ports.now();
  if (await ports.codes.redeem(code, asking.caller.subject, at)) return null;
  const refusal = refused(grant.expiresAt > at ? 'use-code-used' : 'use-code-expired');
  await recordRefusedCode(asking, grant, kind, refusal, ports);
  return refusal;
}

/** The trace of a redemption that was refused. The purpose belongs to whom the code was given; a code of which nothing is known names no certificate. */
export async function recordRefusedCode(
  asking: Asking,
  grant: UseCodeGrant | null,
  kind: 'data' | 'file',
  { refused: refusal }: Refused,
  ports: RedeemPorts,
): Promise<void> {
  const known =
    grant === null
      ? {}
      : { of: grant.use, ...(grant.subject === asking.caller.subject ? { purpose: grant.purpose } : {}) };
  await recordUse(
    asking,
    { kind, results: 0, refusal, ...known, certificates: grant === null ? [] : [grant.certificate] },
    ports,
  );
}
