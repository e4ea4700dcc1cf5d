import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';
import type { Signer } from '../../../certificates/ports.ts';

/** A key that signs, and its public half as the key set shows it; since when it signs, the key table says. */
export type OpenedKey = { readonly signer: Signer; readonly publicKey: Omit<PublicKey, 'since'> };
