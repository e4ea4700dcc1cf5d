import type { readCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { answerCounted } from '../use/answer-counted.ts';
import { toCertificateView } from './certificate-view.ts';
import { findVersions, type FoundVersion, type VersionRefusal } from './find-versions.ts';
import type { LookupPorts } from './ports.ts';
import { toAskedLookUp } from './to-asked-look-up.ts';

/** Reads up to 100 certificates; each identifier gets its own outcome. */
export async function readCertificates(
  { caller, requestId, body }: RouteInput<typeof readCertificatesRoute>,
  ports: LookupPorts,
) {
  const { asked, named } = toAskedLookUp(body);
  const found = await findVersions(caller, body.identifiers, asked, ports);
  const shown = found.filter((one) => one.outcome === 'found');
  const certificates = [...new Set(shown.map(({ head }) => head.certificate))];
  const allRefused = shown.length === 0 && found.some(({ outcome }) => outcome === 'not-allowed');
  const grants = found.flatMap((one) => (one.outcome === 'not-allowed' || one.grant === undefined ? [] : [one.grant]));
  const refusal = allRefused ? 'no-grant' : undefined;
  const day = dayInShanghai(ports.now());
  return await answerCounted(
    { caller, requestId },
    {
      use: { kind: 'look-up', ...named, results: shown.length, certificates, ...definedOnly({ refusal }) },
      under: { asked: grants, shown },
    },
    () => ({ items: found.map((one) => toItem(one, day)) }),
    ports,
  );
}

function toItem(one: FoundVersion | VersionRefusal, day: Day) {
  const { identifier } = one;
  switch (one.outcome) {
    case 'found': {
      const certificate = toCertificateView(one.version, one.head, one.grant, day);
      return { identifier, outcome: 'found' as const, certificate };
    }
    case 'not-found':
      return { identifier, outcome: 'not-found' as const };
    case 'not-allowed':
      return { identifier, outcome: 'not-allowed' as const, code: one.refusal.refused };
  }
}
