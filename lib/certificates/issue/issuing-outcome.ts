import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import { type IssuingCounts, IssuingOutcome } from '../../../schemas/certificates/issuing-progress.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import { platform } from './next-chain-action.ts';

type IssuedPublication = Pick<Publication, 'kind' | 'seq' | 'at'>;

/**
 * Reads from a chain what a publication made of its record, so that a repeated part counts the same. A record that a
 * later publication changed meanwhile counts with both.
 *
 *     chain                                             outcome
 *     newest version of this publication, 001           issued
 *     newest version of this publication, 002 or later  changed
 *     removed by this publication, ended by us          annulled
 *     with a failure                                    failed, quarantined
 *     any other                                         unchanged
 */
export function issuingOutcome(head: CertificateHead | null, publication: IssuedPublication): IssuingOutcome {
  const { failure, current } = head ?? {};
  if (failure !== undefined) return failure.code === 'issuing-failed' ? 'quarantined' : 'failed';
  if (head === null || current === undefined || !isMadeBy(publication, head)) return 'unchanged';
  if (head.present) return current.version === 1 ? 'issued' : 'changed';
  return newestOfPlatform(head)?.operation === 'annul' ? 'annulled' : 'unchanged';
}

/** A roll-back shows older record versions again: only the moment tells its certificates. */
function isMadeBy({ kind, seq, at }: IssuedPublication, head: CertificateHead): boolean {
  if (kind === 'roll-back') return (newestOfPlatform(head)?.at ?? '') >= at;
  return (head.present ? (head.current?.source.seq ?? 0) : head.source.seq) >= seq;
}

function newestOfPlatform({ current }: CertificateHead) {
  return current?.events.findLast(({ by }) => by === platform);
}

/** Adds up counts of records by outcome. */
export function addCounts(one: IssuingCounts, other: IssuingCounts): IssuingCounts {
  return Object.fromEntries(IssuingOutcome.options.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}
