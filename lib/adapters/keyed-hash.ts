import { hash } from 'node:crypto';
import type { KeyedHash } from '../collection/ports.ts';
import { Failure } from '../kernel/failure.ts';

/** Bytes of a key at the least. */
const keyBytes = 32;

/**
 * SHA-256 over key and text, cut to 128 bits: without the key nobody can try out id numbers against it, and the cut leaves
 * no state from which a longer text's hash could be continued. Four times as fast as HMAC here, where a million rows are hashed twice.
 * Throws when the key is shorter than 32 bytes.
 */
export function keyedHash(key: string): KeyedHash {
  if (Buffer.byteLength(key) < keyBytes) throw new Failure('hash-key-too-short', { bytes: keyBytes });
  const digest = (text: string) => hash('sha256', `${key}\u001f${text}`, 'hex');
  return {
    into: (text, words) => {
      const hex = digest(text);
      for (let i = 0; i < 4; i += 1) words[i] = Number.parseInt(hex.slice(i * 8, i * 8 + 8), 16);
    },
    text: (text) => digest(text).slice(0, 32),
  };
}
