import type { Validity } from '../../../../schemas/certificates/validity.ts';

export type Tone = { readonly tone: 'good' | 'bad' | 'wait'; readonly mark: string };

const undecided: ReadonlySet<Validity> = new Set([
  'not-yet-valid',
  'superseded',
  'withheld',
  'transferred-out',
  'other',
  'unchecked',
]);

/** Maps a validity to its colour and sign. */
export function validityTone(validity: Validity): Tone {
  if (validity === 'valid') return { tone: 'good', mark: '✓' };
  return undecided.has(validity) ? { tone: 'wait', mark: '!' } : { tone: 'bad', mark: '✕' };
}
