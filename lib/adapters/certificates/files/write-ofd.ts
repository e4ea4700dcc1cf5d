import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import type { FileContent, UnsealedFile } from '../../../certificates/file/ports.ts';
import { ofdPage } from './ofd-page.ts';
import { element, length, xmlFile } from './ofd-xml.ts';
import type { Fonts } from './open-fonts.ts';
import { packageDigest } from './package-digest.ts';
import { usedCharacters } from './used-characters.ts';

/**
 * The certificate as OFD (GB/T 33190-2016): the same drawings as in the PDF, subset fonts, the metadata as custom data, the signed document as an
 * attachment. `Seal.jws` speaks for all other entries.
 *   OFD.xml · Doc_0/{Document.xml, PublicRes.xml, Res/*.ttf, Pages/Page_n/Content.xml, Attachs/{Attachments.xml, certificate.json}} · Seal.jws
 */
export async function writeOfd({ pages, metadata, signed }: FileContent, fonts: Fonts): Promise<UnsealedFile> {
  const { document } = signed;
  const fontIds = { regular: 2, bold: 3 };
  let id = 3;
  const nextId = (): number => (id += 1);
  const json = Buffer.from(JSON.stringify(signed));
  const [regular, bold] = await Promise.all([
    fonts.subset(usedCharacters(pages, 'regular'), 'regular'),
    fonts.subset(usedCharacters(pages, 'bold'), 'bold'),
  ]);
  const pageIds = pages.map(() => nextId());
  const contents = pages.map((page) => ofdPage(page, fontIds, nextId, fonts));
  const [first] = pages;
  const box = first === undefined ? '0 0 210 297' : `0 0 ${length(first.width)} ${length(first.height)}`;
  const text = (name: string, value: string): string => element(name, {}, escapeXml(value));

  const entries: Record<string, Uint8Array> = {
    'OFD.xml': xmlFile(
      'OFD',
      { Version: '1.0', DocType: 'OFD' },
      element(
        'DocBody',
        {},
        element(
          'DocInfo',
          {},
          text('DocID', createHash('sha256').update(json).digest('hex').slice(0, 32)) +
            text('Title', document.CertificateName) +
            text('Author', document.CertificateIssuingAuthorityName) +
            text('CreationDate', document.CertificateIssuedDate) +
            text('Creator', 'Guiji') +
            element(
              'CustomDatas',
              {},
              metadata.map(([name, value]) => element('CustomData', { Name: name }, escapeXml(value))).join(''),
            ),
        ) + text('DocRoot', 'Doc_0/Document.xml'),
      ),
    ),
    'Doc_0/Document.xml': xmlFile(
      'Document',
      {},
      element(
        'CommonData',
        {},
        text('MaxUnitID', String(id)) +
          element('PageArea', {}, text('PhysicalBox', box)) +
          text('PublicRes', 'PublicRes.xml'),
      ) +
        element(
          'Pages',
          {},
          pageIds
            .map((page, index) => element('Page', { ID: page, BaseLoc: `Pages/Page_${index}/Content.xml` }))
            .join(''),
        ) +
        text('Attachments', 'Attachs/Attachments.xml'),
    ),
    'Doc_0/PublicRes.xml': xmlFile(
      'Res',
      { BaseLoc: 'Res' },
      element('ColorSpaces', {}, element('ColorSpace', { ID: 1, Type: 'RGB', BitsPerComponent: 8 })) +
        element(
          'Fonts',
          {},
          element(
            'Font',
            { ID: fontIds.regular, FontName: 'Noto Sans SC', FamilyName: 'Noto Sans SC' },
            text('FontFile', 'regular.ttf'),
          ) +
            element(
              'Font',
              { ID: fontIds.bold, FontName: 'Noto Sans SC Bold', FamilyName: 'Noto Sans SC', Bold: 'true' },
              text('FontFile', 'bold.ttf'),
            ),
        ),
    ),
    ...Object.fromEntries(contents.map((content, index) => [`Doc_0/Pages/Page_${index}/Content.xml`, content])),
    'Doc_0/Res/regular.ttf': regular,
    'Doc_0/Res/bold.ttf': bold,
    'Doc_0/Attachs/Attachments.xml': xmlFile(
      'Attachments',
      {},
      element(
        'Attachment',
        {
          ID: 'certificate',
          Name: 'certificate.json',
          Format: 'json',
          CreationDate: document.SignedTime,
          Size: (json.length / 1024).toFixed(2),
        },
        text('FileLoc', 'certificate.json'),
      ),
    ),
    'Doc_0/Attachs/certificate.json': json,
  };
  return {
    digest: packageDigest(entries),
    withSeal: (seal) =>
      zipSync({ ...entries, 'Seal.jws': new TextEncoder().encode(seal) }, { level: 6, mtime: new Date(1980, 0, 1) }),
  };
}
