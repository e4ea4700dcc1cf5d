import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import type { VerificationResult, verifyCertificateRoute } from '../../../schemas/certificates/verify-routes.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { canonicalIdentifier } from '../identifier.ts';
import { computeChain, findVersionInChain } from '../lookup/find-version-in-chain.ts';
import { maskHolder, maskNumber } from '../mask.ts';
import type { CertificateRepository, CertificateHashes, CertificateTypes, Clock } from '../ports.ts';
import { statusOn } from '../status-on.ts';

export type VerifyPorts = Clock & {
  readonly types: Pick<CertificateTypes, 'all'>;
  readonly repository: Pick<CertificateRepository, 'head' | 'version' | 'versions' | 'findChain'>;
  readonly hashes: Pick<CertificateHashes, 'verifyToken'>;
  readonly constantTimeEquals: (one: string, other: string) => boolean;
  /** Returns false above the limit per minute of an address, or of a certificate if one is given. */
  readonly withinRate: (from: string, identifier?: string) => Promise<boolean>;
  readonly verifyAddress: (identifier: string) => string;
};

/** Verifies a scanned certificate, masked; a wrong token and an unknown certificate answer alike. */
export async function verifyCertificate(
  { params, query, from = '' }: Pick<RouteInput<typeof verifyCertificateRoute>, 'params' | 'query' | 'from'>,
  ports: VerifyPorts,
): Promise<VerificationResult | Refused<'too-many-verifications'>> {
  const identifier = canonicalIdentifier(params.identifier);
  // A wrong token counts for its address only: whoever lacks the paper cannot lock the certificate for those who hold it.
  const hasToken = ports.constantTimeEquals(query.token, ports.hashes.verifyToken(identifier));
  const isWithinRate = await (hasToken ? ports.withinRate(from, identifier) : ports.withinRate(from));
  if (!isWithinRate) return refused('too-many-verifications');
  const day = dayInShanghai(ports.now());
  const found = hasToken ? await findPublicVersion(identifier, ports) : null;
  if (found === null) {
    const { title, detail, good } = validityPhrases.unknown;
    return { validity: 'unknown', title, sentence: detail, good, day };
  }

  const { version, head } = found;
  const isNewest = head.current?.identifier === identifier;
  const { validity, facts } = statusOn(version, { isNewest, day });
  const { title, detail, good } = validityPhrases[validity];
  const { document } = version.signed;
  return {
    validity,
    title,
    sentence: fillPhrase(detail, facts),
    good,
    day,
    certificate: {
      type: document.CertificateName,
      number: maskNumber(document.CertificateNumber),
      holder: document.CertificateHolders.map(maskHolder).join('、'),
      issuer: document.CertificateIssuingAuthorityName,
      issued: document.CertificateIssuedDate,
      ...definedOnly({ effective: document.CertificateEffectiveDate, expiring: document.CertificateExpiringDate }),
      version: document.CertificateVersion,
    },
    ...definedOnly({ newest: validity === 'superseded' ? newestAddress(head, ports) : undefined }),
  };
}

async function findPublicVersion(
  identifier: string,
  { types, repository }: VerifyPorts,
): Promise<{ readonly head: CertificateHead; readonly version: CertificateVersion } | null> {
  const typeByCode = new Map((await types.all()).map((type) => [type.typeCode.code, type.type]));
  const readFromChain = async (certificate: string | null) => {
    const head = certificate === null ? null : await repository.head(certificate);
    const version = head === null ? null : await findVersionInChain(identifier, head, repository);
    return head === null || version === null ? null : { head, version };
  };
  return (
    (await readFromChain(computeChain(identifier, typeByCode))) ??
    (await readFromChain(await repository.findChain(identifier)))
  );
}

function newestAddress({ current }: CertificateHead, ports: Pick<VerifyPorts, 'verifyAddress'>): string | undefined {
  return current === undefined ? undefined : ports.verifyAddress(current.identifier);
}
