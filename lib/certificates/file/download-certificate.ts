import type { SignedDocument } from '../../../schemas/certificates/document.ts';
import type { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import type { FileKind } from '../../../schemas/certificates/file.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { findVersion } from '../lookup/find-versions.ts';
import type { LookupPorts } from '../lookup/ports.ts';
import { recordUse } from '../use/record-use.ts';
import { fileName } from './file-name.ts';

export type DownloadCertificatePorts = LookupPorts & {
  readonly makeFile: (signed: SignedDocument, kind: FileKind) => Promise<Uint8Array>;
};

/** Returns the original file of any version; refused to all but its issuer and the centre. */
export async function downloadCertificate(
  { caller, requestId, params: { identifier, kind } }: RouteInput<typeof downloadCertificateRoute>,
  ports: DownloadCertificatePorts,
) {
  const found = await findVersion(caller, identifier, { way: 'look-up' }, ports);
  const context = { caller, requestId };
  if (found.outcome !== 'found' || !isPermitted(caller, 'act-as-issuer', found.type.department)) {
    const refusal = found.outcome === 'not-found' ? 'certificate-not-found' : 'file-not-yours';
    await recordUse(
      context,
      { kind: 'file', results: 0, certificates: found.certificate === undefined ? [] : [found.certificate], refusal },
      ports,
    );
    return refused(refusal);
  }
  const { signed } = found.version;
  const file = await ports.makeFile(signed, kind);
  await recordUse(context, { kind: 'file', results: 1, certificates: [found.certificate] }, ports);
  return { file, name: fileName(signed.document.CertificateName, `${identifier}.${kind}`) };
}
