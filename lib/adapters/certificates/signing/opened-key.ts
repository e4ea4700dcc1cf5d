import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';
import type { Signer } from '../../../certificates/ports.ts';

export type OpenedKey = { readonly signer: Signer; readonly publicKey: Omit<PublicKey, 'since'> };
