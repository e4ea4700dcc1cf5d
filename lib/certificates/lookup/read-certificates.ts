import type { readCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import { findVersions } from './find-versions.ts';
import type { LookupPorts } from './ports.ts';

/** Reads up to 100 certificates; each identifier gets its own outcome. */
export async function readCertificates(
  { caller, requestId, body }: RouteInput<typeof readCertificatesRoute>,
  ports: LookupPorts,
) {
  const found = await findVersions(caller, body.identifiers, ports);
  const day = dayInShanghai(ports.now());
  const certificates = new Set(found.flatMap((one) => (one.outcome === 'found' ? [one.head.certificate] : [])));
  const allRefused = certificates.size === 0 && found.some(({ outcome }) => outcome === 'not-allowed');
  await recordUse(
    { caller, requestId },
    {
      kind: 'look-up',
      results: found.filter(({ outcome }) => outcome === 'found').length,
      certificates: [...certificates],
      ...definedOnly({ refusal: allRefused ? 'no-grant' : undefined }),
    },
    ports,
  );
  return {
    items: found.map((one) =>
      one.outcome === 'found'
        ? {
            identifier: one.identifier,
            outcome: one.outcome,
            certificate: toCertificateView(one.version, one.head, one.grant, day),
          }
        : { identifier: one.identifier, outcome: one.outcome },
    ),
  };
}
