import { zipSync } from 'fflate';
import { newLocalSeal } from '../../../infra/local/seal/local-seal.ts';
import { packageDigest } from '../../../lib/adapters/certificates/files/package-digest.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import type { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import type { GivenSeal } from '../../../lib/certificates/file/ports.ts';
import { readCitySeal } from '../../../lib/certificates/seal/read-city-seal.ts';
import { chainSignerOf } from './chain-signer.ts';
import { entriesOf } from './made-file.ts';

export type Entries = Readonly<Record<string, Uint8Array>>;

/** A seal as the use cases get it. Throws for bytes that are none. */
export function givenSeal(der: Uint8Array): GivenSeal {
  const seal = readCitySeal(der);
  if (seal === null) throw new Error('the bytes are no seal');
  return { seal, fingerprint: 'test' };
}

/** A key with its chain, and the seal that its certificate may apply. */
export async function stampingSigner(key: PrivateKey) {
  const fileSigner = await chainSignerOf(key);
  const citySeal = givenSeal(await newLocalSeal(fileSigner.pem, key.crv === 'SM2' ? 'sm2' : 'es256', new Date()));
  return { fileSigner, citySeal };
}

export function packed(entries: Entries): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(zipSync({ ...entries }, { level: 6, mtime: new Date(1980, 0, 1) }));
}

/**
 * Seals changed entries again by the platform's key, whose other facts stay: what is left against the change is the
 * signature for other readers.
 */
export async function sealedAgain(file: Uint8Array, change: (entries: Entries) => Entries, key: PrivateKey) {
  const before = entriesOf(file);
  const { 'Seal.jws': sealBefore = new Uint8Array(), ...entries } = change(before);
  const [, payload = ''] = new TextDecoder().decode(sealBefore).split('.');
  const facts: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (typeof facts !== 'object') throw new Error('the file has no seal');
  const { signer } = await openPrivateKey(key);
  const digest = packageDigest(new Map(Object.entries(entries)));
  const seal = await signJws(signer, 'guiji-file-seal', { ...facts, digest });
  return packed({ ...entries, 'Seal.jws': new TextEncoder().encode(seal) });
}
