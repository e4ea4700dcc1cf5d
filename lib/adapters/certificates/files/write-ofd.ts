import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { CertificateDocument } from '../../../../schemas/certificates/document.ts';
import { ofdParts } from '../../../../schemas/certificates/ofd-signature.ts';
import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import type { FileContent, UnsealedFile } from '../../../certificates/file/ports.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { FileSigner } from './file-signer.ts';
import { ofdPage } from './ofd-page.ts';
import { signatureList, signOfd, stampBox, type Stamp } from './ofd-signature.ts';
import { element, length, xmlFile } from './ofd-xml.ts';
import type { Fonts } from './open-fonts.ts';
import { packageDigest } from './package-digest.ts';
import { usedCharacters } from './used-characters.ts';

const fontIds = { regular: 2, bold: 3 } as const;

/**
 * Writes OFD (GB/T 33190-2016), without a clock but in the signature: the same content gives the same other bytes.
 *
 *   OFD.xml                           metadata as custom data
 *   Doc_0/Document.xml, PublicRes.xml
 *   Doc_0/Res/*.ttf                   font subsets
 *   Doc_0/Pages/Page_n/Content.xml    the drawings, as in the PDF
 *   Doc_0/Attachs/Attachments.xml, certificate.json
 *   Doc_0/Signs/                      the signature for other readers, with the city's seal where there is one
 *   Seal.jws                          signs all other entries
 */
export async function writeOfd(content: FileContent, fonts: Fonts, signer: FileSigner): Promise<UnsealedFile> {
  const { pages, metadata, signed } = content;
  let id: number = fontIds.bold;
  const nextId = (): number => (id += 1);
  const json = Buffer.from(JSON.stringify(signed));
  const [regular, bold] = await Promise.all([
    fonts.subset(usedCharacters(pages, 'regular'), 'regular'),
    fonts.subset(usedCharacters(pages, 'bold'), 'bold'),
  ]);
  const pageIds = pages.map(() => nextId());
  const contents = pages.map((page) => ofdPage(page, { fonts: fontIds, nextId, glyphs: fonts }));

  const stamp = placeStamp(content, pageIds);
  const parts = new Map<string, Uint8Array>([
    [ofdParts.root, rootFile(signed.document, metadata, createHash('sha256').update(json).digest('hex').slice(0, 32))],
    ['Doc_0/Document.xml', documentFile(pages, pageIds, id)],
    ['Doc_0/PublicRes.xml', resourceFile()],
    ...contents.map((content, index): [string, Uint8Array] => [`Doc_0/Pages/Page_${index}/Content.xml`, content]),
    ['Doc_0/Res/regular.ttf', regular],
    ['Doc_0/Res/bold.ttf', bold],
    ['Doc_0/Attachs/Attachments.xml', attachmentFile(signed.document, json.length)],
    ['Doc_0/Attachs/certificate.json', json],
    [ofdParts.list, signatureList(stamp)],
    ...(stamp === undefined ? [] : [[ofdParts.seal, stamp.seal.der] as const]),
  ]);
  const entries = new Map([...parts, ...(await signOfd(parts, signer, stamp))]);
  return {
    digest: packageDigest(entries),
    withSeal: (seal) =>
      zipSync(
        { ...Object.fromEntries(entries), [ofdParts.platformSeal]: new TextEncoder().encode(seal) },
        { level: 6, mtime: new Date(1980, 0, 1) },
      ),
  };
}

/** On the page that has a place for it. */
function placeStamp({ pages, citySeal }: FileContent, pageIds: readonly number[]): Stamp | undefined {
  if (citySeal === undefined) return undefined;
  for (const [index, face] of pages.entries()) {
    const [box, page] = [stampBox(face, citySeal), pageIds[index]];
    if (box !== null && page !== undefined) return { seal: citySeal, page, box };
  }
  throw new Failure('stamp-without-place', { pages: pages.length });
}

const textElement = (name: string, value: string): string => element(name, {}, escapeXml(value));

function rootFile(document: CertificateDocument, metadata: FileContent['metadata'], id: string): Uint8Array {
  const customData = metadata.map(([name, value]) => element('CustomData', { Name: name }, escapeXml(value)));
  const info =
    textElement('DocID', id) +
    textElement('Title', document.CertificateName) +
    textElement('Author', document.CertificateIssuingAuthorityName) +
    textElement('CreationDate', document.CertificateIssuedDate) +
    textElement('Creator', 'Guiji') +
    element('CustomDatas', {}, customData.join(''));
  const body =
    element('DocInfo', {}, info) +
    textElement('DocRoot', 'Doc_0/Document.xml') +
    textElement('Signatures', `/${ofdParts.list}`);
  return xmlFile('OFD', { Version: '1.0', DocType: 'OFD' }, element('DocBody', {}, body));
}

function documentFile(pages: FileContent['pages'], pageIds: readonly number[], maxId: number): Uint8Array {
  const [first] = pages;
  const box = first === undefined ? '0 0 210 297' : `0 0 ${length(first.width)} ${length(first.height)}`;
  const common =
    textElement('MaxUnitID', String(maxId)) +
    element('PageArea', {}, textElement('PhysicalBox', box)) +
    textElement('PublicRes', 'PublicRes.xml');
  const pageList = pageIds.map((id, index) => element('Page', { ID: id, BaseLoc: `Pages/Page_${index}/Content.xml` }));
  return xmlFile(
    'Document',
    {},
    element('CommonData', {}, common) +
      element('Pages', {}, pageList.join('')) +
      textElement('Attachments', 'Attachs/Attachments.xml'),
  );
}

function resourceFile(): Uint8Array {
  const regular = { ID: fontIds.regular, FontName: 'Noto Sans SC', FamilyName: 'Noto Sans SC' };
  const bold = { ID: fontIds.bold, FontName: 'Noto Sans SC Bold', FamilyName: 'Noto Sans SC', Bold: 'true' };
  return xmlFile(
    'Res',
    { BaseLoc: 'Res' },
    element('ColorSpaces', {}, element('ColorSpace', { ID: 1, Type: 'RGB', BitsPerComponent: 8 })) +
      element(
        'Fonts',
        {},
        element('Font', regular, textElement('FontFile', 'regular.ttf')) +
          element('Font', bold, textElement('FontFile', 'bold.ttf')),
      ),
  );
}

function attachmentFile(document: CertificateDocument, bytes: number): Uint8Array {
  const attributes = {
    ID: 'certificate',
    Name: 'certificate.json',
    Format: 'json',
    CreationDate: document.SignedTime,
    Size: (bytes / 1024).toFixed(2),
  };
  return xmlFile('Attachments', {}, element('Attachment', attributes, textElement('FileLoc', 'certificate.json')));
}
