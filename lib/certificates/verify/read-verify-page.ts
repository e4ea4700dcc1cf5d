import { CertificateId } from '../../../schemas/certificates/document.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import {
  verifyCertificateRoute,
  type VerificationResult,
  type verifyPageRoute,
} from '../../../schemas/certificates/verify-routes.ts';
import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { canonicalIdentifier } from '../identifier.ts';
import { verifyPage } from './page/verify-page.ts';
import { verifyCertificate, type VerifyPorts } from './verify-certificate.ts';

export type VerifyPagePorts = VerifyPorts & { readonly help: PortalSettings['help'] };

/** Renders a QR code's result; a damaged code or too many requests give a notice, no error page. */
export async function readVerifyPage(
  { query: { id, token }, from }: Pick<RouteInput<typeof verifyPageRoute>, 'query' | 'from'>,
  ports: VerifyPagePorts,
) {
  const { help } = ports;
  if (id === undefined && token === undefined) return { file: encodeUtf8(verifyPage({ help })) };
  const identifier = CertificateId.safeParse(canonicalIdentifier(id ?? ''));
  const result = identifier.success
    ? await verifyCertificate(
        {
          params: { identifier: identifier.data },
          query: { token: token ?? '' },
          ...definedOnly({ from }),
        },
        ports,
      )
    : unknownCertificate(ports);
  return {
    file: encodeUtf8(
      verifyPage(
        isRefused(result) ? { help, notice: verifyCertificateRoute.refusals[result.refused] } : { help, result },
      ),
    ),
  };
}

function unknownCertificate({ now }: Pick<VerifyPorts, 'now'>): VerificationResult {
  const { title, detail, good } = validityPhrases.unknown;
  return { validity: 'unknown', title, sentence: detail, good, day: dayInShanghai(now()) };
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
