import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';
import type { Signer } from '../../../certificates/ports.ts';

/** The key repository knows since when it signs. */
export type OpenedKey = { readonly signer: Signer; readonly publicKey: Omit<PublicKey, 'since'> };
