import type { ReactNode } from 'react';
import { Moment } from './moment.tsx';

export type TimelineEntry = {
  readonly key: string;
  readonly at: string;
  readonly what: ReactNode;
  readonly by?: string | undefined;
  readonly why?: string | undefined;
};

/** Lists entries in the given order: some pages begin with the newest. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map(({ key, at, what, by, why }) => (
        <li key={key}>
          <Moment iso={at} /> <b>{what}</b>
          {by !== undefined && <span className="soft"> {by}</span>}
          {why !== undefined && <p className="notice-text">“{why}”</p>}
        </li>
      ))}
    </ol>
  );
}
