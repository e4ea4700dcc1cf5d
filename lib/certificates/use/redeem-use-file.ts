import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import type { redeemUseFileRoute } from '../../../schemas/certificates/use-routes.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { fileName } from '../file/file-name.ts';
import type { FoundVersion } from '../lookup/find-versions.ts';
import { statusToday } from '../status-on.ts';
import { answerClaimed } from './answer-counted.ts';
import { buildCopyNote } from './build-copy-note.ts';
import { buildEnvelope } from './build-envelope.ts';
import { recordRefusedCode, openUseCode, redeemOpened, type RedeemPorts } from './open-use-code.ts';
import { printedInFull, reduceForCopy } from './reduce-for-copy.ts';

export type RedeemFilePorts = RedeemPorts & {
  /** Signs the document of a copy that shows less than the certificate. */
  readonly sign: (document: CertificateDocument) => Promise<SignedDocument>;
  readonly makeCopy: (signed: SignedDocument, kind: 'pdf' | 'ofd', copy: CopyNote) => Promise<Uint8Array>;
  readonly copyDays: number;
  /** Returns base64, and SHA-256 as hex. */
  readonly encodeFile: (file: Uint8Array) => { readonly content: string; readonly sha256: string };
};

const mediaTypes = { pdf: 'application/pdf', ofd: 'application/ofd' } as const;

/**
 * Returns a copy (加注件) once, reduced as the grant's answer is; made before the code is redeemed, so a failure costs no
 * code. Refused where it would print what the grant does not show.
 */
export async function redeemUseFile(
  { caller, requestId, body }: RouteInput<typeof redeemUseFileRoute>,
  ports: RedeemFilePorts,
) {
  const context = { caller, requestId };
  const opened = await openUseCode(context, body.auth_code, 'file', ports);
  if (isRefused(opened)) return opened;
  const { code, found } = opened;
  const now = ports.now();
  const refusal = refuseCopy(found, dayInShanghai(now));
  if (refusal !== null) {
    await recordRefusedCode(context, { grant: code, kind: 'file', refusal }, ports);
    return refusal;
  }

  const { document } = found.version.signed;
  const copy = buildCopyNote(code.purpose, document, now, ports.copyDays);
  const reduced = reduceForCopy(document, found.grant.fields);
  const signed = reduced === document ? found.version.signed : await ports.sign(reduced);
  const file = await ports.makeCopy(signed, body.file_format, copy);
  return await answerClaimed(
    context,
    {
      use: { kind: 'file', of: code.use, purpose: code.purpose, results: 1, certificates: [code.certificate] },
      under: { asked: [found.grant], shown: [found] },
      claim: async () => await redeemOpened(context, { code: body.auth_code, grant: code, kind: 'file' }, ports),
    },
    (id) => ({
      ...buildEnvelope(requestId, id, ports.now()),
      data: {
        file_name: fileName(document.CertificateName, `加注件-${id}.${body.file_format}`),
        media_type: mediaTypes[body.file_format],
        ...ports.encodeFile(file),
        copy_expires: dayInShanghai(copy.CertificateCopyExpiringTime),
      },
    }),
    ports,
  );
}

function refuseCopy(
  { grant, version, head }: FoundVersion,
  day: Day,
): Refused<'certificate-not-valid-today' | 'copy-not-reducible'> | null {
  const { validity, title } = statusToday(version, head, day);
  if (validity !== 'valid') return refused('certificate-not-valid-today', { title });
  const missing = printedInFull(version.signed.document, grant.fields);
  return missing.length === 0 ? null : refused('copy-not-reducible', { items: missing.join('、') });
}
