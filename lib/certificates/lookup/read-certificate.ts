import type { readCertificateRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import { findVersion } from './find-versions.ts';
import type { LookupPorts } from './ports.ts';

/** Reads any version by its identifier; refused without a grant. */
export async function readCertificate(
  { caller, requestId, params }: RouteInput<typeof readCertificateRoute>,
  ports: LookupPorts,
) {
  const found = await findVersion(caller, params.identifier, ports);
  if (found.outcome !== 'found') {
    const refusal = found.outcome === 'not-found' ? 'certificate-not-found' : 'no-grant';
    await recordUse(
      { caller, requestId },
      {
        kind: 'look-up',
        results: 0,
        certificates: found.certificate === undefined ? [] : [found.certificate],
        refusal,
      },
      ports,
    );
    return refused(refusal);
  }
  await recordUse(
    { caller, requestId },
    { kind: 'look-up', results: 1, certificates: [found.head.certificate] },
    ports,
  );
  return toCertificateView(found.version, found.head, found.grant, dayInShanghai(ports.now()));
}
