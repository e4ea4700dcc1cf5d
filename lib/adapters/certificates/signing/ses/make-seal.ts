import { signatureOids } from '../../../../../schemas/certificates/signature-oids.ts';
import type { Signer } from '../../../../certificates/ports.ts';
import { ecdsaSignature } from '../cms/cms-signature.ts';
import { der } from '../cms/der.ts';
import { sesVersion } from './ses-signature.ts';

export type SealFacts = {
  /** ASCII. */
  readonly id: string;
  readonly name: string;
  /** Certificates of those who may apply the seal, in DER. */
  readonly certificates: readonly Uint8Array[];
  readonly validity: { readonly from: Date; readonly to: Date };
  /** PNG; width and height in mm, below 256. */
  readonly picture: { readonly data: Uint8Array; readonly width: number; readonly height: number };
};

export type SealMaker = { readonly signer: Signer; readonly certificate: Uint8Array };

const vendor = 'Guiji';
/** Of an organisation, not of a person; its certificates are named whole, not by digest. */
const kinds = { organisation: 1, certificates: 1 } as const;

/** Makes a seal: SESeal (GB/T 38540, 6.1) in DER. */
export async function makeSeal(
  { id, name, certificates, validity, picture }: SealFacts,
  { signer, certificate }: SealMaker,
): Promise<Uint8Array> {
  const information = der.sequence(
    der.sequence(der.ascii('ES'), der.integer(sesVersion), der.ascii(vendor)),
    der.ascii(id),
    der.sequence(
      der.integer(kinds.organisation),
      der.text(name),
      der.integer(kinds.certificates),
      der.sequence(...certificates.map((one) => der.octets(one))),
      der.time(validity.from),
      der.time(validity.from),
      der.time(validity.to),
    ),
    der.sequence(der.ascii('png'), der.octets(picture.data), der.integer(picture.width), der.integer(picture.height)),
  );
  return der.sequence(
    information,
    der.octets(certificate),
    der.oid(signatureOids[signer.algorithm].signatureOid),
    der.bits(ecdsaSignature(await signer.sign(information))),
  );
}
