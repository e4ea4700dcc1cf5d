import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { certificateText } from '../../kernel/formats/certificates/certificate-text.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { CertificateHashes, CertificateRepository } from '../ports.ts';
import { recordUse } from '../use/record-use.ts';
import { toCertificateView } from './certificate-view.ts';
import type { FindingPorts } from './ports.ts';

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
  const grant = await ports.grants.grantFor(caller, type);
  if (grant === null) {
    await recordUse(
      { caller, requestId },
      { kind: 'look-up', results: 0, certificates: [], refusal: 'no-grant' },
      ports,
    );
    return refused('no-grant');
  }
  const heads = await findHeadsByNumber(type.type, body.number, ports);
  const day = dayInShanghai(ports.now());
  const views = heads.flatMap((head) =>
    head.current === undefined
      ? []
      : [{ certificate: head.certificate, item: toCertificateView(head.current, head, grant, day) }],
  );
  await recordUse(
    { caller, requestId },
    { kind: 'look-up', results: views.length, certificates: views.map(({ certificate }) => certificate) },
    ports,
  );
  return { items: views.map(({ item }) => item) };
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
