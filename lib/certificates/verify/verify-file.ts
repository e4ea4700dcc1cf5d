import { z } from 'zod';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { CopyNote } from '../../../schemas/certificates/file.ts';
import { type Validity, validityPhrases } from '../../../schemas/certificates/validity.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { chineseDay, dayInShanghai, minuteInShanghai } from '../../kernel/instant.ts';
import { parseIdentifier } from '../identifier.ts';
import { decodeUtf8 } from './base64url.ts';
import { checkJws } from './check-jws.ts';
import { isOfdSignatureSound } from './ofd/is-ofd-signature-sound.ts';
import { parseCertificateFile, type FileParts } from './parse-certificate-file.ts';
import { parseJson } from './parse-json.ts';
import type { Trust, VerifyTools } from './ports.ts';
import { statusFromList, type ListedStatus } from './status-from-list.ts';

/** `document` is set when its signature holds; `list` says where the status comes from. */
export type FileVerificationResult = {
  readonly validity: Validity;
  readonly title: string;
  readonly sentence: string;
  readonly document?: CertificateDocument;
  readonly copy?: CopyNote;
  readonly list?: ListedStatus;
};

const Seal = z
  .object({
    kind: z.enum(['pdf', 'ofd']),
    identifier: z.string(),
    document: z.string(),
    digest: z.string(),
    copy: CopyNote.optional(),
  })
  .strict();

/**
 * Verifies a file; never throws. Final statuses outrank superseded and the like, then a copy's term, then the dates.
 */
export async function verifyFile(
  bytes: Uint8Array<ArrayBuffer>,
  trust: Trust,
  tools: VerifyTools,
): Promise<FileVerificationResult> {
  const parts = await parseCertificateFile(bytes, tools);
  if (parts === null) return toResult('unreadable', {});
  if (parts === 'altered') return toResult('altered', {});
  const { document, jws } = parts.signed;
  const canonical = new TextEncoder().encode(tools.canonical(document));
  const checked = await checkJws(jws, { typ: 'guiji-certificate', detached: canonical }, trust, tools);
  if (checked.outcome !== 'genuine') return toResult(checked.outcome, {});
  const sealed = await checkSeal(parts, canonical, trust, tools);
  if (sealed.outcome !== 'genuine') return toResult(sealed.outcome, {});
  if (parseIdentifier(document.CertificateIdentifier) === null) return toResult('altered', {});

  const list = await statusFromList(document, trust, tools);
  const { copy } = sealed;
  return toResult(
    validityByList(document, list, copy, trust.now),
    { document, list, ...definedOnly({ copy }) },
    trust.now,
  );
}

type SealCheck =
  | { readonly outcome: 'genuine'; readonly copy?: CopyNote }
  | { readonly outcome: 'altered' | 'unknown-issuer' };

/** The seal binds the pages to the document; a JSON file has none. An OFD's signature must say the same to others. */
async function checkSeal(
  parts: FileParts,
  canonical: Uint8Array<ArrayBuffer>,
  trust: Trust,
  tools: VerifyTools,
): Promise<SealCheck> {
  if (parts.kind === 'json') return { outcome: 'genuine' };
  const checked = await checkJws(parts.seal, { typ: 'guiji-file-seal' }, trust, tools);
  if (checked.outcome !== 'genuine') return checked;
  const seal = Seal.safeParse(parseJson(decodeUtf8(checked.payload)));
  if (!seal.success) return { outcome: 'altered' };
  const { kind, identifier, document, digest, copy } = seal.data;
  const matches =
    kind === parts.kind &&
    identifier === parts.signed.document.CertificateIdentifier &&
    digest === parts.digest &&
    document === (await tools.sha256(canonical));
  const isSound = matches && (parts.kind !== 'ofd' || (await isOfdSignatureSound(parts.entries, checked.key, tools)));
  return isSound ? { outcome: 'genuine', ...definedOnly({ copy }) } : { outcome: 'altered' };
}

function validityByList(
  document: CertificateDocument,
  list: ListedStatus,
  copy: CopyNote | undefined,
  now: string,
): Validity {
  if ('status' in list && list.status !== 'valid') return list.status;
  if (copy !== undefined && now > copy.CertificateCopyExpiringTime) return 'copy-expired';
  const day = dayInShanghai(now);
  if (day < (document.CertificateEffectiveDate ?? document.CertificateIssuedDate)) return 'not-yet-valid';
  if (document.CertificateExpiringDate !== undefined && day > document.CertificateExpiringDate) return 'expired';
  return 'status' in list ? 'valid' : 'unchecked';
}

function toResult(
  validity: Validity,
  found: Pick<FileVerificationResult, 'document' | 'copy' | 'list'>,
  now?: string,
): FileVerificationResult {
  const { title, detail } = validityPhrases[validity];
  const { document, copy } = found;
  const facts = {
    name: document?.CertificateName ?? '证照',
    today: now === undefined ? '' : chineseDay(dayInShanghai(now)),
    effective:
      document === undefined ? '' : chineseDay(document.CertificateEffectiveDate ?? document.CertificateIssuedDate),
    expiring: document?.CertificateExpiringDate === undefined ? '' : chineseDay(document.CertificateExpiringDate),
    since: '',
    copyExpires: copy === undefined ? '' : minuteInShanghai(copy.CertificateCopyExpiringTime),
  };
  return { validity, title, sentence: fillPhrase(detail, facts), ...found };
}
