import { hash } from 'node:crypto';
import { ofdParts, withoutDigest } from '../../../../schemas/certificates/ofd-signature.ts';
import { signatureOids } from '../../../../schemas/certificates/signature-oids.ts';
import type { FacePage } from '../../../certificates/face/face.ts';
import type { CitySeal } from '../../../certificates/seal/read-city-seal.ts';
import { cmsSignature } from '../signing/cms/cms-signature.ts';
import { sesSignature } from '../signing/ses/ses-signature.ts';
import type { FileSigner } from './file-signer.ts';
import { element, length, xmlFile } from './ofd-xml.ts';

/** Where a stamp is shown: the page by its id, and the box in mm. */
export type Stamp = { readonly seal: CitySeal; readonly page: number; readonly box: readonly number[] };

/** Recommended form of ids (GB/T 33190, 18.1): they must differ from those of the document. */
const ids = { signature: 's001', stamp: 's002' } as const;

/** Centres the picture on the page's place for it, but within the page. `null` for a page without such a place. */
export function stampBox({ width, height, stampAt }: FacePage, { picture }: CitySeal): readonly number[] | null {
  if (stampAt === undefined) return null;
  const within = (centre: number, size: number, limit: number): number =>
    Math.max(0, Math.min(centre - size / 2, limit - size));
  return [
    within(stampAt.x, picture.width, width),
    within(stampAt.y, picture.height, height),
    picture.width,
    picture.height,
  ];
}

/** The list of signatures (GB/T 33190, 18.1), with ours alone. */
export function signatureList(stamp: Stamp | undefined): Uint8Array {
  return xmlFile(
    'Signatures',
    {},
    element('MaxSignId', {}, stamp === undefined ? ids.signature : ids.stamp) +
      element('Signature', {
        ID: ids.signature,
        Type: stamp === undefined ? 'Sign' : 'Seal',
        BaseLoc: `/${ofdParts.description}`,
      }),
  );
}

/**
 * Signs all parts that are there (GB/T 33190, 18.2) and returns two more, description and value. With a stamp the value
 * is SES_Signature (GB/T 38540), without one CMS SignedData (RFC 5652).
 */
export async function signOfd(
  parts: ReadonlyMap<string, Uint8Array>,
  signer: FileSigner,
  stamp: Stamp | undefined,
): Promise<readonly (readonly [name: string, content: Uint8Array])[]> {
  const at = signer.now();
  const description = signatureDescription(parts, { algorithm: signer.signer.algorithm, at, stamp });
  const value =
    stamp === undefined
      ? await cmsSignature([description], signer)
      : await sesSignature({ seal: stamp.seal.der, description, at }, signer);
  return [
    [ofdParts.description, description],
    [ofdParts.value, value],
  ];
}

type DescriptionFacts = {
  readonly algorithm: FileSigner['signer']['algorithm'];
  readonly at: Date;
  readonly stamp: Stamp | undefined;
};

function signatureDescription(
  parts: ReadonlyMap<string, Uint8Array>,
  { algorithm, at, stamp }: DescriptionFacts,
): Uint8Array {
  const { digest, digestOid, signatureOid } = signatureOids[algorithm];
  const references = [...parts]
    .filter(([name]) => !withoutDigest.includes(name))
    .map(([name, content]) =>
      element('Reference', { FileRef: `/${name}` }, element('CheckValue', {}, hash(digest, content, 'base64'))),
    );
  const information =
    element('Provider', { ProviderName: 'Guiji', Version: '1.0', Company: 'Guiji' }) +
    element('SignatureMethod', {}, signatureOid) +
    element('SignatureDateTime', {}, `${at.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`) +
    element('References', { CheckMethod: digestOid }, references.join('')) +
    (stamp === undefined ? '' : stampElements(stamp));
  return xmlFile(
    'Signature',
    {},
    element('SignedInfo', {}, information) + element('SignedValue', {}, `/${ofdParts.value}`),
  );
}

function stampElements({ page, box }: Stamp): string {
  return (
    element('StampAnnot', { ID: ids.stamp, PageRef: page, Boundary: box.map(length).join(' ') }) +
    element('Seal', {}, element('BaseLoc', {}, `/${ofdParts.seal}`))
  );
}
