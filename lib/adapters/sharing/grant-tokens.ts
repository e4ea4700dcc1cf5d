import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyedHash } from '../../collection/ports.ts';
import type { GrantTokens } from '../../sharing/use/ports.ts';

const algorithm = 'aes-128-gcm';
const nonceBytes = 12;
const tagBytes = 16;
/** Positions are padded to multiples of it, so that a length says nothing about a number in them. */
const paddedTo = 256;

/** Tokens and sealed positions by keys that are derived from a keyed hash, another one for each grant. */
export function grantTokens(hash: Pick<KeyedHash, 'text'>): GrantTokens {
  const keyOf = (grant: string) => Buffer.from(hash.text(`grant-position\u001f${grant}`), 'hex');
  return {
    token: (grant, text) => hash.text(`grant-token\u001f${grant}\u001f${text}`),
    seal: (grant, text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, keyOf(grant), nonce);
      const padded = text.padEnd(Math.ceil(text.length / paddedTo) * paddedTo, ' ');
      const sealed = [cipher.update(padded, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString('base64url');
    },
    open: (grant, sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, keyOf(grant), bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()];
        return Buffer.concat(text).toString('utf8').trimEnd();
      } catch {
        return null;
      }
    },
  };
}
