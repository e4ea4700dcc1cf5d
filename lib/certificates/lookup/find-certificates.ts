import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { certificateText } from '../../kernel/formats/certificates/certificate-text.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CertificateHashes, CertificateRepository } from '../ports.ts';
import { answerCounted } from '../use/answer-counted.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import type { FindingPorts } from './ports.ts';
import { toAskedLookUp } from './to-asked-look-up.ts';

type NumberPorts = {
  readonly repository: Pick<CertificateRepository, 'byNumber'>;
  readonly hashes: Pick<CertificateHashes, 'number'>;
};

/** Finds the certificates with a number, which is unique per issuer only. */
export async function findCertificates(
  { caller, requestId, body }: RouteInput<typeof findCertificatesRoute>,
  ports: FindingPorts,
) {
  const type = await ports.types.type(body.type);
  if (type === null) return refused('certificate-type-not-found', { type: body.type });
  const context = { caller, requestId };
  const { asked, named } = toAskedLookUp(body);
  const grant = await ports.grants.grantFor(caller, type, asked);
  if (isRefused(grant)) {
    await recordUse(
      context,
      { kind: 'look-up', ...named, results: 0, certificates: [], refusal: grant.refused },
      ports,
    );
    return grant;
  }
  const heads = await findHeadsByNumber(type.type, body.number, ports);
  const day = dayInShanghai(ports.now());
  const found = heads.flatMap((head) => (head.current === undefined ? [] : [{ head, version: head.current, grant }]));
  const certificates = found.map(({ head }) => head.certificate);
  return await answerCounted(
    context,
    {
      use: { kind: 'look-up', ...named, results: found.length, certificates },
      under: { asked: [grant], shown: found },
    },
    () => ({ items: found.map(({ head, version }) => toCertificateView(version, head, grant, day)) }),
    ports,
  );
}

/** Finds the chains with a number in any stored spelling; one per issuer. */
export async function findHeadsByNumber(
  type: string,
  number: string,
  { repository, hashes }: NumberPorts,
): Promise<CertificateHead[]> {
  const found = await Promise.all(
    listSpellings(number).map((spelling) => repository.byNumber(type, hashes.number(type, spelling))),
  );
  return [...new Map(found.flat().map((head) => [head.certificate, head])).values()];
}

/** Spellings depend on the format of the number's field. */
function listSpellings(number: string): string[] {
  return [...new Set([number.trim(), certificateText(number), compactCode(number)])].filter(
    (spelling) => spelling !== '',
  );
}
