import type { ChainSigner } from '../signing/cms/cms-signature.ts';

/** Signs files at the moments of a clock. */
export type FileSigner = ChainSigner & { readonly now: () => Date };
