/** The text of a seal, which its hash is of. */
export type StoredSeal = { readonly number: number; readonly text: string };

/** Seals and their parts, in the bucket or in a folder that was copied from it. */
export type SealReader = {
  /** In the order of their numbers, from `first` on. */
  readonly seals: (first?: number) => AsyncIterable<StoredSeal>;
  /** The unpacked text of a part; `null` when there is none, or it cannot be unpacked. */
  readonly part: (key: string) => Promise<string | null>;
};

/** Nothing is ever replaced. */
export type SealStore = SealReader & {
  readonly last: () => Promise<StoredSeal | null>;
  /** Does nothing when the key has a part of this text. Throws the Failure `audit-part-differs` for another text. */
  readonly addPart: (key: string, text: string) => Promise<void>;
  /** False when there is a seal of this number. */
  readonly addSeal: (seal: StoredSeal) => Promise<boolean>;
};
