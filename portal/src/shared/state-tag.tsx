import type { ReactNode } from 'react';

/** The same tone means the same on every page: good is in force, bad is returned, failed or revoked. */
export type Tone = 'good' | 'running' | 'waiting' | 'bad' | 'idle';

/** A word with a colour that repeats it. */
export function StateTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={`state-tag state-${tone}`}>{children}</span>;
}
