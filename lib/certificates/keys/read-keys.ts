import type { KeySet, PublicKey } from '../../../schemas/certificates/key-set.ts';

export type PublicKeyReader = { readonly keys: () => Promise<readonly PublicKey[]> };

/** Returns every key that ever signed, newest first. */
export async function readKeys(_input: unknown, { keys }: PublicKeyReader): Promise<KeySet> {
  return { keys: [...(await keys())] };
}
