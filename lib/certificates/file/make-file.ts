import type { SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote, FileKind } from '../../../schemas/certificates/file.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { layOutFace } from '../face/lay-out-face.ts';
import { sealNotes } from '../face/seal-notes.ts';
import { buildMetadata } from './build-metadata.ts';
import type { MakeFilePorts } from './ports.ts';

/** Makes a certificate's file; originals are cached by document hash, copies (加注件) are not. */
export async function makeFile(
  { signed, kind, copy }: { readonly signed: SignedDocument; readonly kind: FileKind; readonly copy?: CopyNote },
  ports: MakeFilePorts,
): Promise<Uint8Array> {
  if (kind === 'json') return new TextEncoder().encode(JSON.stringify(signed));
  const hash = ports.documentHash(signed.document);
  const cached = copy === undefined ? await ports.cached.read(hash, kind) : null;
  if (cached !== null) return cached;

  const { document } = signed;
  const pages = layOutFace(
    document,
    {
      verifyAddress: ports.verifyAddress(document.CertificateIdentifier),
      sealNote: sealNotes[document.SealStatus],
      ...definedOnly({ copy }),
    },
    await ports.writers.glyphs(),
  );
  const content = { pages, metadata: buildMetadata(document, copy), signed };
  const unsealed = await (kind === 'pdf' ? ports.writers.writePdf(content) : ports.writers.writeOfd(content));
  const file = unsealed.withSeal(
    await ports.seal({
      kind,
      identifier: document.CertificateIdentifier,
      document: hash,
      digest: unsealed.digest,
      ...definedOnly({ copy }),
    }),
  );
  if (copy === undefined) await ports.cached.write(hash, kind, file);
  return file;
}
