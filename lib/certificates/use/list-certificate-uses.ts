import { z } from 'zod';
import type { listCertificateUsesRoute } from '../../../schemas/certificates/use-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { findVersion } from '../lookup/find-versions.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import type { UseRepository } from './ports.ts';
import { recordUse } from './record-use.ts';

export type ListUsesPorts = LookupPorts & { readonly uses: UseRepository };

/** Lists a chain's uses, newest first; issuers only. Reading the list is audited, too. */
export async function listCertificateUses(
  { caller, requestId, params, query }: RouteInput<typeof listCertificateUsesRoute>,
  ports: ListUsesPorts,
) {
  const found = await findVersion(caller, params.identifier, { way: 'look-up' }, ports);
  if (found.outcome !== 'found' || !isPermitted(caller, 'act-as-issuer', found.type.department)) {
    const refusal = found.outcome === 'not-found' ? 'certificate-not-found' : 'not-issuing-department';
    await recordUse({ caller, requestId }, { kind: 'uses', results: 0, certificates: [], refusal }, ports);
    return refused(refusal);
  }
  const { certificate, type } = found.head;
  const scope = `uses/${certificate}`;
  const before = query.cursor === undefined ? undefined : readCursor(scope, z.string(), query.cursor);
  if (before === null) return refused('cursor-not-valid');
  const page = await ports.uses.ofCertificate(certificate, {
    limit: query.limit,
    ...definedOnly({ before }),
  });
  await recordUse({ caller, requestId }, { kind: 'uses', results: page.uses.length, certificates: [] }, ports);
  return {
    type,
    items: page.uses.map(({ holder: _holder, operatorIdentity: _identity, ...use }) => use),
    ...definedOnly({ next: page.next === undefined ? undefined : writeCursor(scope, page.next) }),
  };
}
