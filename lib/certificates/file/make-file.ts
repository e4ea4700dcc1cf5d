import type { CertificateDocument, SignedDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote, FileKind } from '../../../schemas/certificates/file.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { layOutFace } from '../face/lay-out-face.ts';
import { sealNote } from '../face/seal-note.ts';
import { buildMetadata } from './build-metadata.ts';
import type { FileContent, GivenSeal, MakeFilePorts } from './ports.ts';

/** Makes a certificate's file; originals are cached by document hash, copies (加注件) are not. */
export async function makeFile(
  { signed, kind, copy }: { readonly signed: SignedDocument; readonly kind: FileKind; readonly copy?: CopyNote },
  ports: MakeFilePorts,
): Promise<Uint8Array> {
  if (kind === 'json') return new TextEncoder().encode(JSON.stringify(signed));
  const given = kind === 'ofd' ? await ports.citySeal() : null;
  const { document } = signed;
  const [hash, form] = [ports.documentHash(document), cacheForm(kind, given)];
  const cached = copy === undefined ? await ports.cached.read(hash, form) : null;
  if (cached !== null) return cached;

  const shown = definedOnly({ copy, citySeal: given?.seal });
  const pages = await layOutPages(document, shown, ports);
  const content = { pages, metadata: buildMetadata(document, copy), signed, ...shown };
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
  if (copy === undefined) await ports.cached.write(hash, form, file);
  return file;
}

/** An OFD that was made with another seal, or before there were signatures, is made again. */
function cacheForm(kind: 'pdf' | 'ofd', given: GivenSeal | null): string {
  return kind === 'pdf' ? 'pdf' : `ofd-${given?.fingerprint ?? 'unstamped'}`;
}

async function layOutPages(
  document: CertificateDocument,
  { copy, citySeal }: Pick<FileContent, 'copy' | 'citySeal'>,
  ports: MakeFilePorts,
): Promise<FileContent['pages']> {
  return layOutFace(
    document,
    {
      verifyAddress: ports.verifyAddress(document.CertificateIdentifier),
      sealNote: sealNote(document.SealStatus, citySeal?.name),
      ...definedOnly({ copy }),
    },
    await ports.writers.glyphs(),
  );
}
