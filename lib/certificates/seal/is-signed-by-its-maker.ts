import { signatureOids } from '../../../schemas/certificates/signature-oids.ts';
import type { VerifyTools } from '../verify/ports.ts';
import { algorithmOfCurve, certificateKey, rawSignature } from './certificate-key.ts';
import type { CitySeal } from './read-city-seal.ts';

/** Whether the maker named in the seal signed it; who the maker is, readers decide by its certificate. */
export async function isSignedByItsMaker(
  { maker }: CitySeal,
  { isSignature }: Pick<VerifyTools, 'isSignature'>,
): Promise<boolean> {
  const [key, signature] = [certificateKey(maker.certificate), rawSignature(maker.signature)];
  if (key === null || signature === null) return false;
  if (signatureOids[algorithmOfCurve[key.crv]].signatureOid !== maker.signatureOid) return false;
  return await isSignature(key, Uint8Array.from(maker.signed), signature);
}
