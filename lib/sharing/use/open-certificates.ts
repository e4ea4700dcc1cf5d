import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { judgeGrant } from './open-grant.ts';
import type { OpenGrantPorts } from './ports.ts';

export type OpenCertificatesPorts = Pick<OpenGrantPorts, 'publishedVersions' | 'now'> & {
  /** Those of a department for certificates, the newest application first; as old as a cache makes it. */
  readonly certificateGrants: (department: string) => Promise<readonly Grant[]>;
};

type CertificateCall = {
  readonly caller: Caller;
  readonly type: string;
  readonly way: 'look-up' | 'copy';
  /** Names or codes of the matter; any matter where it is left out. */
  readonly matters?: readonly string[] | undefined;
  readonly caseNumber?: string | undefined;
};

/** Nearest to a use last. */
const order = [
  'no-grant',
  'matter-not-granted',
  'grant-revoked',
  'grant-expired',
  'grant-not-begun',
  'dataset-not-shared',
  'grant-superseded',
  'grant-suspended',
  'way-not-granted',
  'case-number-missing',
] as const;

/**
 * Chooses the grant under which a department's caller may use certificates of a type: the newest that permits it. Where
 * none does, the refusal is that of the grant which is nearest to it; without any grant, `no-grant`.
 */
export async function openCertificates(call: CertificateCall, ports: OpenCertificatesPorts) {
  const { caller, type, matters } = call;
  const own = (await ports.certificateGrants(caller.department)).filter(
    (grant) => grant.dataset === type && isPermitted(caller, 'use-grant', grant.consumer),
  );
  if (own.length === 0) return refused('no-grant');
  const context = { versions: await ports.publishedVersions(type), day: dayInShanghai(ports.now()) };
  let nearest: (typeof order)[number] = 'no-grant';
  let facts: Readonly<Record<string, string | number>> = {};
  for (const grant of own) {
    const judged =
      matters !== undefined && !matters.includes(grant.matter)
        ? refused('matter-not-granted')
        : judgeGrant(grant, { way: call.way, caseNumber: call.caseNumber }, context);
    if (!isRefused(judged)) return { grant };
    if (order.indexOf(judged.refused) > order.indexOf(nearest)) [nearest, facts] = [judged.refused, judged.facts];
  }
  return refused(nearest, facts);
}
