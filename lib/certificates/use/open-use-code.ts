import type { UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { findVersion, type FoundVersion } from '../lookup/find-versions.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { AskedUse, GrantRefusal } from '../ports.ts';
import type { UseCodeRepository } from './ports.ts';
import { recordUse, type RequestContext } from './record-use.ts';
import { toAskedUse } from './to-asked-use.ts';

export type RedeemPorts = LookupPorts & { readonly codes: Pick<UseCodeRepository, 'find' | 'redeem'> };

type CodeRefusal = 'use-code-not-found' | 'use-code-expired' | 'use-code-used' | 'use-code-of-another';
type CodeUse = 'data' | 'file';

const wayOf = { data: 'look-up', file: 'copy' } as const satisfies Record<CodeUse, AskedUse['way']>;

/** Reads a use code without redeeming it; a refusal is audited. */
export async function openUseCode(context: RequestContext, code: string, kind: CodeUse, ports: RedeemPorts) {
  const grant = await ports.codes.find(code);
  const opened = await resolveCode(context.caller, { grant, kind }, ports);
  if (isRefused(opened)) await recordRefusedCode(context, { grant, kind, refusal: opened }, ports);
  return opened;
}

async function resolveCode(
  caller: Caller,
  { grant, kind }: { readonly grant: UseCodeGrant | null; readonly kind: CodeUse },
  ports: RedeemPorts,
): Promise<
  | { readonly code: UseCodeGrant; readonly found: FoundVersion }
  | Refused<CodeRefusal | 'certificate-not-found'>
  | GrantRefusal
> {
  const refusal = codeRefusal(caller, grant, ports.now());
  if (refusal !== null || grant === null) return refused(refusal ?? 'use-code-not-found');
  const found = await findVersion(caller, grant.identifier, toAskedUse(grant.purpose, wayOf[kind]), ports);
  if (found.outcome === 'found') return { code: grant, found };
  return found.outcome === 'not-found' ? refused('certificate-not-found') : found.refusal;
}

/** Another caller's code is refused first, so that its state is not revealed. */
function codeRefusal(caller: Caller, grant: UseCodeGrant | null, now: string): CodeRefusal | null {
  if (grant === null) return 'use-code-not-found';
  if (grant.subject !== caller.subject) return 'use-code-of-another';
  if (grant.redeemedAt !== undefined) return 'use-code-used';
  return grant.expiresAt > now ? null : 'use-code-expired';
}

/** Redeems the code atomically; refused when it was used or expired meanwhile. */
export async function redeemOpened(
  context: RequestContext,
  { code, grant, kind }: { readonly code: string; readonly grant: UseCodeGrant; readonly kind: CodeUse },
  ports: RedeemPorts,
): Promise<Refused<'use-code-used' | 'use-code-expired'> | null> {
  const at = ports.now();
  if (await ports.codes.redeem(code, context.caller.subject, at)) return null;
  const refusal = refused(grant.expiresAt > at ? 'use-code-used' : 'use-code-expired');
  await recordRefusedCode(context, { grant, kind, refusal }, ports);
  return refusal;
}

/** Audits a refused redemption; the purpose only for the caller that the code was issued to. */
export async function recordRefusedCode(
  context: RequestContext,
  { grant, kind, refusal }: { readonly grant: UseCodeGrant | null; readonly kind: CodeUse; readonly refusal: Refused },
  ports: RedeemPorts,
): Promise<void> {
  const issuedToCaller = grant?.subject === context.caller.subject;
  await recordUse(
    context,
    {
      kind,
      results: 0,
      refusal: refusal.refused,
      ...definedOnly({ of: grant?.use, purpose: issuedToCaller ? grant?.purpose : undefined }),
      certificates: grant === null ? [] : [grant.certificate],
    },
    ports,
  );
}
