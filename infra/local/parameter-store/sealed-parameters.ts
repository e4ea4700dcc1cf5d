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

/** What is written beside the text, so that a file of another kind is never taken for this one. */
const kind = Buffer.from('guiji parameters 1');

export type SealedParameters = ReturnType<typeof openSealedParameters>;

/**
 * Parameters in one file, sealed as a whole (AES-256-GCM, a fresh nonce for each write): nonce, tag, text. The key lies beside it, made at the first
 * start. Throws when the file does not open with the key, or the key is gone: what was kept could not be told from nothing.
 */
export function openSealedParameters(stateDirectory: string) {
  const file = join(stateDirectory, 'parameters.sealed');
  const key = keyOf(join(stateDirectory, 'parameters.key'), !existsSync(file));
  let held: ReadonlyMap<string, Parameter> = new Map(
    existsSync(file) ? Object.entries(Parameters.parse(JSON.parse(unsealed(readFileSync(file), key)))) : [],
  );

  /** Known only when it is written: what was answered is what a later start finds. */
  const keep = (next: ReadonlyMap<string, Parameter>): void => {
    write(file, sealed(JSON.stringify(Object.fromEntries(next)), key));
    held = next;
  };
  return {
    get: (name: string) => held.get(name),
    put: (name: string, parameter: Parameter): void => keep(new Map([...held, [name, parameter]])),
    /** Whether there was one. */
    remove: (name: string): boolean => {
      if (!held.has(name)) return false;
      keep(new Map([...held].filter(([one]) => one !== name)));
      return true;
    },
    /** A value as those see it who may not open it. */
    closed: (value: string): string => sealed(value, key).toString('base64'),
  };
}

function keyOf(path: string, mayBeMade: boolean): Buffer {
  if (!existsSync(path)) {
    if (!mayBeMade) throw new Error(`${path} is missing, and the parameters do not open without it`);
    write(path, randomBytes(keyBytes));
  }
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw new Error(`${path} holds no key`);
  return key;
}

function sealed(text: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(kind);
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]);
}

function unsealed(bytes: Buffer, key: Buffer): string {
  if (bytes.length < nonceBytes + tagBytes) throw new Error('The file of parameters is damaged');
  const [nonce, tag, closed] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    bytes.subarray(nonceBytes + tagBytes),
  ];
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
    .setAAD(kind)
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(closed), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new Error('The file of parameters is damaged, or its key is another one', { cause: error });
  }
}

/** All of it or nothing, wherever we are stopped; for nobody else's eyes. */
function write(path: string, bytes: Buffer): void {
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
