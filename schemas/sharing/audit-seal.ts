import { z } from 'zod';
import { Instant } from '../kernel/day.ts';

/** SHA-256 in hex. */
const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `altered`: text and hash differ. `missing`: numbers were left out, or are missing at the end of what was sealed.
 * `out-of-order`: a number came again, or late. `unlinked`: it does not follow the entry before. `unreadable`: no entry
 * at all. `replaced`: another entry than the one that was sealed.
 */
export const ChainFault = z.object({
  kind: z.enum(['altered', 'missing', 'out-of-order', 'unlinked', 'unreadable', 'replaced']),
  /** Of the first bad entry, or the first missing one. */
  number: z.int().min(1),
  id: z.string().optional(),
});
export type ChainFault = z.infer<typeof ChainFault>;

/** Entries of one chain in an object of their own: those from `first` to the chain's `number`. */
const SealedPart = z.object({
  key: z.string().min(1),
  /** Of the unpacked text. */
  sha256: Hash,
  first: z.int().min(1),
  /** The hash of the entry before; empty where `first` is 1. */
  previous: z.union([Hash, z.literal('')]),
});

const SealedChain = z.object({
  chain: z.string().min(1),
  /** Of the last sealed entry; 0 before the first. */
  number: z.int().min(0),
  /** Of the last sealed entry; empty before the first. */
  hash: z.union([Hash, z.literal('')]),
  /** Absent when nothing was added since the seal before. */
  part: SealedPart.optional(),
  /** The table's chain does not verify: it is sealed up to the entry before. */
  fault: ChainFault.optional(),
});
export type SealedChain = z.infer<typeof SealedChain>;

/** Where every chain ended at a moment. Seals are numbered from 1, and each holds the hash of the one before. */
export const AuditSeal = z.object({
  number: z.int().min(1),
  at: Instant,
  /** The hash of the text of the seal before; empty in the first one. */
  previous: z.union([Hash, z.literal('')]),
  /** In the order of their names. */
  chains: z.array(SealedChain),
});
export type AuditSeal = z.infer<typeof AuditSeal>;
