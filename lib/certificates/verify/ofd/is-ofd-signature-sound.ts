import { ofdParts, withoutDigest } from '../../../../schemas/certificates/ofd-signature.ts';
import { signatureOids } from '../../../../schemas/certificates/signature-oids.ts';
import { algorithmOfCurve, certificateKey, type KeyMaterial } from '../../seal/certificate-key.ts';
import { isSignedByItsMaker } from '../../seal/is-signed-by-its-maker.ts';
import { readCitySeal } from '../../seal/read-city-seal.ts';
import { decodeUtf8 } from '../base64url.ts';
import type { VerifyTools } from '../ports.ts';
import {
  expectedSignatureList,
  namesSignatureList,
  readSignatureDescription,
  type SignatureDescription,
} from './signature-description.ts';
import { readCmsValue, readStampValue, type SignedValue } from './signed-value.ts';

export type OfdEntries = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
type Tools = Pick<VerifyTools, 'sha256' | 'sm3' | 'isSignature'>;

/**
 * Whether the signature for other readers (GB/T 33190, 18) holds, by the platform's key: the digest of each part, no
 * part without one, the signed value, and the seal that it applies. A package made before there were signatures has no
 * trace of one, which our own seal confirms.
 */
export async function isOfdSignatureSound(entries: OfdEntries, key: KeyMaterial, tools: Tools): Promise<boolean> {
  const root = textOf(entries, ofdParts.root);
  if (isUnsigned(entries, root)) return true;
  const description = readSignatureDescription(textOf(entries, ofdParts.description));
  if (description === null || !namesSignatureList(root)) return false;
  if (textOf(entries, ofdParts.list) !== expectedSignatureList(description.isStamped)) return false;
  if (entries.has(ofdParts.seal) !== description.isStamped) return false;
  const algorithm = algorithmOfCurve[key.crv];
  const { signatureOid, digestOid } = signatureOids[algorithm];
  if (description.signatureOid !== signatureOid || description.digestOid !== digestOid) return false;
  const digest = algorithm === 'SM2' ? tools.sm3 : tools.sha256;
  return (
    (await areDigestsRight(entries, description, digest)) &&
    (await isValueRight(entries, { description, key, digest }, tools))
  );
}

function isUnsigned(entries: OfdEntries, root: string): boolean {
  return !root.includes('<ofd:Signatures') && ![...entries.keys()].some((name) => name.startsWith('Doc_0/Signs/'));
}

async function areDigestsRight(
  entries: OfdEntries,
  { digests }: SignatureDescription,
  digest: VerifyTools['sha256'],
): Promise<boolean> {
  const protectedNames = [...entries.keys()].filter((name) => !withoutDigest.includes(name));
  if (digests.size !== protectedNames.length) return false;
  for (const name of protectedNames) {
    const expected = digests.get(name);
    if (expected === undefined || hexOfBase64(expected) !== (await digest(partOf(entries, name)))) return false;
  }
  return true;
}

type ValueFacts = {
  readonly description: SignatureDescription;
  readonly key: KeyMaterial;
  readonly digest: VerifyTools['sha256'];
};

async function isValueRight(
  entries: OfdEntries,
  { description, key, digest }: ValueFacts,
  tools: Tools,
): Promise<boolean> {
  const bytes = partOf(entries, ofdParts.value);
  const value = description.isStamped ? readStampValue(bytes) : readCmsValue(bytes);
  if (value === null || value.signatureOid !== description.signatureOid) return false;
  const certified = certificateKey(value.certificate);
  if (certified?.crv !== key.crv || certified.x !== key.x || certified.y !== key.y) return false;
  if (hexOf(value.digest) !== (await digest(partOf(entries, ofdParts.description)))) return false;
  if (!(await isStampRight(entries, { value, description }, tools))) return false;
  return await tools.isSignature(key, value.signed, value.signature);
}

/** The applied seal is the one in the package, made by its maker, for this signer, at a time within its validity. */
async function isStampRight(
  entries: OfdEntries,
  { value, description }: { readonly value: SignedValue; readonly description: SignatureDescription },
  tools: Tools,
): Promise<boolean> {
  const { stamp, certificate } = value;
  if (stamp === undefined) return !description.isStamped;
  const seal = readCitySeal(partOf(entries, ofdParts.seal));
  if (seal === null || hexOf(stamp.seal) !== hexOf(partOf(entries, ofdParts.seal))) return false;
  const isTimely =
    stamp.at >= seal.validity.from &&
    stamp.at <= seal.validity.to &&
    stamp.at.replaceAll(/[-T:]|\.000/g, '') === description.signedAt;
  const isAllowed = seal.certificates.some((one) => hexOf(one) === hexOf(certificate));
  return isTimely && isAllowed && (await isSignedByItsMaker(seal, tools));
}

function partOf(entries: OfdEntries, name: string): Uint8Array<ArrayBuffer> {
  return entries.get(name) ?? new Uint8Array();
}

function textOf(entries: OfdEntries, name: string): string {
  return decodeUtf8(partOf(entries, name)) ?? '';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function hexOfBase64(text: string): string {
  return hexOf(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}
