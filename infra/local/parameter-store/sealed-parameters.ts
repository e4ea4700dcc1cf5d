import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Parameter = z.object({ value: z.string(), version: z.int().min(1), modified: z.iso.datetime() });
export type Parameter = z.infer<typeof Parameter>;

const Parameters = z.record(z.string(), Parameter);
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A file of another kind does not decrypt. */
const kind = Buffer.from('guiji parameters 1');

export type SealedParameters = ReturnType<typeof openSealedParameters>;

/**
 * Keeps one file: nonce, tag, text (AES-256-GCM, a fresh nonce for each write). Throws when it does not decrypt or the
 * key beside it is missing.
 */
export function openSealedParameters(stateDirectory: string) {
  const file = join(stateDirectory, 'parameters.sealed');
  const key = readKey(join(stateDirectory, 'parameters.key'), !existsSync(file));
  let stored: ReadonlyMap<string, Parameter> = new Map(
    existsSync(file) ? Object.entries(Parameters.parse(JSON.parse(decrypt(readFileSync(file), key)))) : [],
  );

  /** Writes first: a later start finds what was answered. */
  const replace = (next: ReadonlyMap<string, Parameter>): void => {
    write(file, encrypt(JSON.stringify(Object.fromEntries(next)), key));
    stored = next;
  };
  return {
    get: (name: string) => stored.get(name),
    put: (name: string, parameter: Parameter): void => replace(new Map([...stored, [name, parameter]])),
    remove: (name: string): boolean => {
      if (!stored.has(name)) return false;
      replace(new Map([...stored].filter(([one]) => one !== name)));
      return true;
    },
    encrypt: (value: string): string => encrypt(value, key).toString('base64'),
  };
}

function readKey(path: string, mayCreate: boolean): Buffer {
  if (!existsSync(path)) {
    if (!mayCreate) throw new Error(`${path} is missing, and the parameters do not open without it`);
    write(path, randomBytes(keyBytes));
  }
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw new Error(`${path} holds no key`);
  return key;
}

function encrypt(text: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(kind);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

function decrypt(bytes: Buffer, key: Buffer): string {
  if (bytes.length < nonceBytes + tagBytes) throw new Error('The file of parameters is damaged');
  const [nonce, tag, encrypted] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    bytes.subarray(nonceBytes + tagBytes),
  ];
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    .setAAD(kind)
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new Error('The file of parameters is damaged, or its key is another one', { cause: error });
  }
}

/** Replaces a file in one step, for its owner only. */
function write(path: string, bytes: Buffer): void {
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
