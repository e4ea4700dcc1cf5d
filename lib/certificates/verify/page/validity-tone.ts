import type { Validity } from '../../../../schemas/certificates/validity.ts';

export type Tone = { readonly tone: 'good' | 'bad' | 'wait'; readonly mark: string };

const waiting: ReadonlySet<Validity> = new Set([
  'not-yet-valid',
  'superseded',
  'withheld',
  'transferred-out',
  'other',
  'unchecked',
]);

/** How a verdict looks: good, bad, or neither: ask on. The words say the same, for whoever sees no colours. */
export function validityTone(validity: Validity): Tone {
  if (validity === 'valid') return { tone: 'good', mark: '✓' };
  return waiting.has(validity) ? { tone: 'wait', mark: '!' } : { tone: 'bad', mark: '✕' };
}
