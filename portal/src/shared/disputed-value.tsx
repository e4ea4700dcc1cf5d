import type { ReactNode } from 'react';
import { StateTag } from './state-tag.tsx';

type Props = { readonly isDisputed: boolean; readonly children: ReactNode };

/** A value, and whether somebody objects to it; it may be used all the same. */
export function DisputedValue({ isDisputed, children }: Props) {
  if (!isDisputed) return children;
  return (
    <>
      {children} <StateTag tone="waiting">有异议</StateTag>
    </>
  );
}
