import { hash } from 'node:crypto';
import { ofdParts } from '../../../../../schemas/certificates/ofd-signature.ts';
import { signatureOids } from '../../../../../schemas/certificates/signature-oids.ts';
import { ecdsaSignature, type ChainSigner } from '../cms/cms-signature.ts';
import { der } from '../cms/der.ts';

type SignedStamp = {
  /** SESeal in DER, byte by byte: encoding it again would break its maker's signature. */
  readonly seal: Uint8Array;
  /** The content of Signature.xml. */
  readonly description: Uint8Array;
  readonly at: Date;
};

/** Version 4 of the seal's structures (GB/T 38540). */
export const sesVersion = 4;

/** Applies a seal: SES_Signature (GB/T 38540, 7.1) in DER, without a timestamp. */
export async function sesSignature(
  { seal, description, at }: SignedStamp,
  { signer, chain }: ChainSigner,
): Promise<Uint8Array> {
  const { digest, signatureOid } = signatureOids[signer.algorithm];
  const toSign = der.sequence(
    der.integer(sesVersion),
    seal,
    der.time(at),
    der.bits(hash(digest, description, 'buffer')),
    der.ascii(`/${ofdParts.description}`),
  );
  return der.sequence(
    toSign,
    der.octets(chain[0].der),
    der.oid(signatureOid),
    der.bits(ecdsaSignature(await signer.sign(toSign))),
  );
}
