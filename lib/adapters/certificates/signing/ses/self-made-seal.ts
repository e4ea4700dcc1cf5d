import { der } from '../cms/der.ts';
import {
  certificateToSign,
  commonName,
  extension,
  keyUsages,
  signedCertificate,
  subjectPublicKey,
} from '../cms/x509.ts';
import { newPrivateKey } from '../new-private-key.ts';
import { openPrivateKey } from '../open-signing-key.ts';
import type { PrivateKey } from '../private-key.ts';
import { makeSeal, type SealFacts } from './make-seal.ts';

/**
 * Makes a seal that no licensed maker stands for: its maker is a new key with a certificate of its own, which nobody
 * keeps. Readers show the picture, and call the maker unknown.
 */
export async function selfMadeSeal(facts: SealFacts, crv: PrivateKey['crv']): Promise<Uint8Array> {
  const { signer, publicKey } = await openPrivateKey(newPrivateKey(crv));
  const name = commonName('Guiji self-made seals');
  const { algorithm } = signer;
  const toSign = certificateToSign({
    subject: name,
    issuer: name,
    publicKey: subjectPublicKey(publicKey),
    extensions: [extension('2.5.29.15', der.boolean(true), der.octets(keyUsages.signs))],
    validity: facts.validity,
    algorithm,
  });
  return await makeSeal(facts, {
    signer,
    certificate: signedCertificate(toSign, algorithm, await signer.sign(toSign)),
  });
}
