import { Batch, type BatchRecord } from '../../../schemas/certificates/batch.ts';

/** A piece takes about 60 KB, below DynamoDB's item limit of 400 KB. */
export const linesPerPiece = 200;

/** Adds how many lines are worked off; parsing drops the platform's own attributes. */
export function toBatch(record: BatchRecord): Batch {
  return Batch.strip().parse({ ...record, handled: countHandled(record) });
}

/** Accounts of who prepared and decided. */
export const accountsIn = ({ preparedBy, decidedBy }: Pick<Batch, 'preparedBy' | 'decidedBy'>) => [
  preparedBy,
  decidedBy,
];

/** Each piece is full but the last. */
function countHandled({ pieces, donePieces, counts }: BatchRecord): number {
  const sizeOf = (piece: number) => (piece < pieces ? linesPerPiece : counts.requested - linesPerPiece * (pieces - 1));
  return donePieces.reduce((sum, piece) => sum + sizeOf(piece), 0);
}
